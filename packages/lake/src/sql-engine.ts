/** A value as a query answers it: DECIMAL and BIGINT beyond 2^53 as text, TIMESTAMP as ISO 8601 UTC, DATE as `YYYY-MM-DD`. */
export type SqlValue = string | number | boolean | null | SqlValue[] | { [name: string]: SqlValue };
export type SqlRow = Record<string, SqlValue>;

/**
 * Asks the lake's Parquet in SQL. A statement names its tables (`mentions`, `purchases` …); which files stand behind a
 * name is said beside it. Statements keep to what DuckDB and Athena (Trino) both accept.
 */
export type SqlEngine = {
  /** The rows of one SELECT. Throws `SqlError` with the engine's message. */
  query(sql: string, tables: LakeTables): Promise<SqlRow[]>;
  /** Writes the rows of one SELECT as Parquet to the bucket's `key` and gives their number. */
  store(sql: string, tables: LakeTables, key: string): Promise<number>;
  /** How many rows it can sum up by something, and of how many different ones, in the memory it has; absent: any number. */
  readonly groupedAtOnce?: { readonly rows: number; readonly groups: number };
};

/** Table name → bucket keys of the Parquet files that make it up. An empty list is an error: ask whether there is data first. */
export type LakeTables = Readonly<Record<string, readonly string[]>>;

export class SqlError extends Error {
  override name = 'SqlError';
}
