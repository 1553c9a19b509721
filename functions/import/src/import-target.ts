import type { ImportOptions } from '@soundings/contracts/import';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';

/** Where the rows of an import go whose file becomes an object of the lake, and what is known of it. */
export type ImportTarget = {
  store: Store;
  duckdb: DuckDb;
  importId: string;
  options: ImportOptions;
  receivedAt: string;
  /** The header of a field's column, once the first rows are there. */
  headerOf: (field: string) => string | undefined;
};
