import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import type { LakeFile } from '@soundings/store/lake-tables';

/** Who asks a lake that is too large for one machine, and from how many purchases on it is. */
export type LargeLake = { fromRows: number; open: (duckdb: DuckDb) => SqlEngine };

/** The engine for statements over all purchases: the embedded one, until there are too many of them. */
export function engineFor(files: readonly LakeFile[], duckdb: DuckDb, large: LargeLake | undefined): SqlEngine {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return large && rows >= large.fromRows ? large.open(duckdb) : duckdb;
}
