import { type DuckDb, type StagedColumn } from '@soundings/lake/duckdb';
import type { LakeTable } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
/** A column of a lake table: how its values are staged, and the type that they are stored as if that differs. */
export type LakeColumn = {
  staged: StagedColumn;
  stored?: 'TIMESTAMP' | 'INTEGER';
};
type Rows = Parameters<DuckDb['stage']>[2];
type Merge = {
  store: Store;
  duckdb: DuckDb;
  table: LakeTable;
  /** The column by which new rows replace former ones: all rows of one feedback, of one response. */
  owner: string;
  columns: Readonly<Record<string, LakeColumn>>;
  rows: Rows;
};
/**
 * Adds rows to a lake table as one new object. Rows that the table has of the same owners are replaced: those of a text
 * that is analysed again, or that a run before a crash put there already. The change counts from the moment the manifest
 * names it; where another run changed the manifest meanwhile, it is done again on what that one left.
 */
export declare function mergeRows({ store, duckdb, table, owner, columns, rows }: Merge): Promise<void>;
