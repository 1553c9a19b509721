import type { Build } from '@soundings/contracts/build';
import type { PainReport } from '@soundings/contracts/pain-point';
import type { SegmentReport } from '@soundings/contracts/segment';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { PersonaTables } from '@soundings/personas/persona-input';
import type { Store } from '@soundings/store/store';

type Material = {
  store: Store;
  duckdb: DuckDb;
  tables: PersonaTables;
  pains: PainReport;
  segments: SegmentReport | null;
};
/**
 * Makes the drafts of a build's personas, each the next version of the one that was published last, and lists who is in
 * each of them, for the exports of audiences.
 */
export declare function buildPersonas(
  build: Build,
  { store, duckdb, tables, pains, segments }: Material,
): Promise<void>;
