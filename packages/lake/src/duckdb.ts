import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  LIST,
  VARCHAR,
} from '@duckdb/node-api';
import { quoteName, quoteText, quoteTexts } from './quoted.ts';
import { sliceOf } from './slices.ts';
import { type LakeTables, type SqlEngine, SqlError, type SqlRow, type SqlValue } from './sql-engine.ts';

/** Where Parquet comes from and goes to; the bucket's adapters have this shape. */
export type LakeFiles = {
  /** A readable path of the object, fetched first where the bucket is not a folder. Throws if there is no such object. */
  localPath(key: string): Promise<string>;
  /** Takes the file at `path` over as the object `key`, all of it or nothing. */
  putFile(key: string, path: string): Promise<void>;
};

export type StagedColumn = 'VARCHAR' | 'DOUBLE' | 'INTEGER' | 'BOOLEAN' | 'VARCHAR[]';
type StagedValue = string | number | boolean | readonly string[] | null;

/** Staged rows beyond these wait in files, so that memory does not grow with them. */
const PART_ROWS = 50_000;
/** Rows that are read or passed over together where a part is in the order of its slices. */
const SLICED_GROUP_ROWS = 2048;
/** What a megabyte is enough for with some to spare, measured with builds of ten purchases a customer, and of one. */
const GROUPED_A_MEGABYTE = { rows: 25_000, groups: 4000 };

/** Rows that need not keep the SELECT's order are written in less memory. */
type StoreOptions = { inOrder?: boolean };

/** The embedded engine. Besides asking Parquet it takes rows in, which is how files and items become Parquet. */
export type DuckDb = Omit<SqlEngine, 'store'> & {
  /** As `SqlEngine.store`. */
  store(sql: string, tables: LakeTables, key: string, options?: StoreOptions): Promise<number>;
  /**
   * Fills a table of this engine's own, usable by its name until `drop`. Rows are arrays in the order of `columns`;
   * they are held compactly and spilled to disk past the memory limit. With `sliceBy` each row gets a column `slice`, a
   * number below `SLICES` that follows from that column's value: asking for a range of it reads little else.
   */
  stage(
    name: string,
    columns: Readonly<Record<string, StagedColumn>>,
    batches: AsyncIterable<readonly StagedValue[][]> | Iterable<readonly StagedValue[][]>,
    options?: { sliceBy?: string },
  ): Promise<void>;
  /** Fills such a table with the rows of one SELECT instead. */
  derive(name: string, sql: string, tables: LakeTables): Promise<void>;
  /** Adds the rows of one SELECT to such a table, which then waits in files: for what is made piece by piece. */
  append(name: string, sql: string, tables: LakeTables, options?: StoreOptions): Promise<void>;
  /**
   * Fills such a table in files by the values of a whole-numbered `column`: one value's rows are read without the others.
   * The rows of a value come in any order.
   */
  partition(name: string, column: string, sql: string, tables: LakeTables): Promise<void>;
  drop(name: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens DuckDB over the bucket's files. `memoryMb` bounds what it holds before it spills to a temporary folder, which
 * `close` removes. Where the objects asked for are `unchanging` while it is open, what describes them is read once,
 * not by every statement.
 */
export async function openDuckDb(
  files: LakeFiles,
  { memoryMb = 256, threads = 2, unchanging = false } = {},
): Promise<DuckDb> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-sql-'));
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // It tells a file from its successor of the same name by a time in whole seconds, and would answer from the former.
    enable_external_file_cache: 'false',
    // What is freed goes back to the system at once: kept, it would stay beside the limit, 100 MB and more.
    allocator_flush_threshold: '1MB',
    allocator_bulk_deallocation_flush_threshold: '1MB',
  });

  // One connection a statement: views of one never meet those of another that runs at the same time.
  async function withTables<T>(tables: LakeTables, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await instance.connect();
    try {
      await connection.run("SET TimeZone = 'UTC'");
      if (unchanging) await connection.run('SET parquet_metadata_cache = true');
      for (const [name, keys] of Object.entries(tables)) {
        const paths = await Promise.all(keys.map((key) => files.localPath(key)));
        await connection.run(
          `CREATE TEMP VIEW ${quoteName(name)} AS SELECT * FROM read_parquet([${quoteTexts(paths)}], union_by_name=true)`,
        );
      }
      return await use(connection);
    } catch (error) {
      throw error instanceof Error && !(error instanceof SqlError)
        ? new SqlError(error.message, { cause: error })
        : error;
    } finally {
      connection.closeSync();
    }
  }

  /** What did not fit into memory is tried once more by one thread: each holds parts of its own of what is joined. */
  async function alone(error: unknown, connection: DuckDBConnection, sql: string) {
    if (!(error instanceof Error && error.message.startsWith('Out of Memory'))) throw error;
    await connection.run('SET threads = 1');
    try {
      return await connection.run(sql);
    } finally {
      await connection.run(`SET threads = ${threads}`);
    }
  }

  const partsOf = new Map<string, string[]>();

  /** Writes a SELECT's rows as one more file of a staged table, which is a view over its files from then on. */
  async function addPart(
    connection: DuckDBConnection,
    name: string,
    sql: string,
    { inOrder = true, groupRows }: StoreOptions & { groupRows?: number } = {},
  ): Promise<void> {
    const part = join(folder, `staged.${process.hrtime.bigint()}`);
    const grouped = groupRows === undefined ? '' : `, ROW_GROUP_SIZE ${groupRows}`;
    const written = `DICTIONARY_SIZE_LIMIT 1${orderOf(inOrder)}${grouped}`;
    await connection.run(`COPY (${sql}) TO ${quoteText(part)} (FORMAT parquet, ${written})`);
    partsOf.set(name, [...(partsOf.get(name) ?? []), part]);
  }

  async function showParts(connection: DuckDBConnection, name: string): Promise<void> {
    const parts = quoteTexts(partsOf.get(name) ?? []);
    await connection.run(`CREATE OR REPLACE VIEW ${quoteName(name)} AS SELECT * FROM read_parquet([${parts}])`);
  }

  async function removeStaged(connection: DuckDBConnection, name: string): Promise<void> {
    const parts = partsOf.get(name);
    await connection.run(`DROP ${parts ? 'VIEW' : 'TABLE'} IF EXISTS ${quoteName(name)}`);
    partsOf.delete(name);
    for (const part of parts ?? []) await rm(part, { recursive: true, force: true });
  }

  return {
    groupedAtOnce: { rows: memoryMb * GROUPED_A_MEGABYTE.rows, groups: memoryMb * GROUPED_A_MEGABYTE.groups },

    query: (sql, tables) =>
      withTables(tables, async (connection) => {
        const reader = await connection.runAndReadAll(sql);
        return reader.getRowObjects().map(plainRow);
      }),

    store: (sql, tables, key, { inOrder = true } = {}) =>
      withTables(tables, async (connection) => {
        const path = join(folder, `${key.replaceAll(/[^\w.-]/g, '_')}.${process.hrtime.bigint()}`);
        const copy = `COPY (${sortedFor(key, sql)}) TO ${quoteText(path)} (FORMAT parquet, ${writing(key)}${orderOf(inOrder)})`;
        const result = await connection.run(copy).catch((error: unknown) => alone(error, connection, copy));
        await files.putFile(key, path);
        await rm(path, { force: true });
        return result.rowsChanged;
      }),

    async stage(name, columns, batches, { sliceBy } = {}) {
      const connection = await instance.connect();
      const writer = await instance.connect();
      const declared = Object.entries(columns).map(([column, type]) => `${quoteName(column)} ${type}`);
      const types = Object.values(columns);
      let parts = 0;
      let rows = 0;
      // One part is written while the next one fills.
      let writing = Promise.resolve();

      async function hold(): Promise<{ table: string; appender: DuckDBAppender }> {
        const table = `${name} held ${parts++}`;
        await connection.run(`CREATE OR REPLACE TABLE ${quoteName(table)} (${declared.join(', ')})`);
        return { table, appender: await connection.createAppender(table) };
      }

      async function write(table: string): Promise<void> {
        const from = `FROM ${quoteName(table)}`;
        if (sliceBy === undefined) await addPart(writer, name, `SELECT * ${from}`);
        else {
          const sliced = `SELECT *, ${sliceOf(sliceBy)} AS slice ${from} ORDER BY slice`;
          await addPart(writer, name, sliced, { groupRows: SLICED_GROUP_ROWS });
        }
        await writer.run(`DROP TABLE ${quoteName(table)}`);
      }

      try {
        await removeStaged(connection, name);
        let held = await hold();
        for await (const batch of batches) {
          for (const row of batch) appendRow(held.appender, types, row);
          rows += batch.length;
          if (rows < PART_ROWS) continue;
          held.appender.closeSync();
          await writing;
          writing = write(held.table);
          // Whoever awaits it is told; until then nobody is, which Node would take for carelessness.
          writing.catch(() => {});
          held = await hold();
          rows = 0;
        }
        held.appender.closeSync();
        await writing;
        if (parts === 1 && sliceBy === undefined) {
          await connection.run(`ALTER TABLE ${quoteName(held.table)} RENAME TO ${quoteName(name)}`);
          return;
        }
        await write(held.table);
        await showParts(connection, name);
      } finally {
        await writing.catch(() => {});
        writer.closeSync();
        connection.closeSync();
      }
    },

    derive: (name, sql, tables) =>
      withTables(tables, async (connection) => {
        await connection.run(`CREATE OR REPLACE TABLE ${quoteName(name)} AS ${sql}`);
      }),

    append: (name, sql, tables, { inOrder = true } = {}) =>
      withTables(tables, async (connection) => {
        await addPart(connection, name, sql, { inOrder });
        await showParts(connection, name);
      }),

    partition: (name, column, sql, tables) =>
      withTables(tables, async (connection) => {
        await removeStaged(connection, name);
        const parts = join(folder, `staged.${process.hrtime.bigint()}`);
        await connection.run(`SET partitioned_write_flush_threshold = ${PART_ROWS}`);
        const { rowsChanged } = await connection.run(
          `COPY (${sql}) TO ${quoteText(parts)} (FORMAT parquet, PARTITION_BY (${quoteName(column)}), PRESERVE_ORDER false)`,
        );
        if (rowsChanged === 0) {
          // No row, no file: there is nothing that a view could look at.
          await connection.run(`CREATE TABLE ${quoteName(name)} AS SELECT * FROM (${sql}) AS none LIMIT 0`);
          await rm(parts, { recursive: true, force: true });
          return;
        }
        partsOf.set(name, [parts]);
        const files = quoteText(join(parts, '*', '*.parquet'));
        await connection.run(
          `CREATE OR REPLACE VIEW ${quoteName(name)} AS SELECT * FROM read_parquet(${files}, hive_partitioning = true,
             hive_types = {${quoteText(column)}: BIGINT})`,
        );
      }),

    async drop(name) {
      const connection = await instance.connect();
      await removeStaged(connection, name);
      connection.closeSync();
    },

    async close() {
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** COPY keeps the order by itself, on all threads; told to, on one. */
function orderOf(inOrder: boolean): string {
  return inOrder ? '' : ', PRESERVE_ORDER false';
}

/** Where one customer is looked for among all: sorted, a few thousand rows tell by their least and greatest to be passed over. */
const BY_CUSTOMER = 'customers/';
/** There as well; who writes these says the order, whole slices of customers together. */
const BY_SLICE = 'purchases/';
/**
 * Rows that are passed over together. Fewer would make what describes them as long as they are; purchases, which builds
 * read from end to end, cost these a fifth more in parts of 16,384.
 */
const LOOKED_UP_ROWS = [
  [BY_CUSTOMER, 16_384],
  [BY_SLICE, 61_440],
] as const;

function sortedFor(key: string, sql: string): string {
  return key.startsWith(BY_CUSTOMER) ? `SELECT * FROM (${sql}) AS rows ORDER BY customer_id` : sql;
}

/**
 * How an object is written: what is only a step of a build is soon read and gone, so it is not made small, and its rows
 * come in any order: kept, the order of millions of groups would have to be held in memory.
 */
function writing(key: string): string {
  if (key.startsWith('work/')) return 'COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1, PRESERVE_ORDER false';
  const [, rows] = LOOKED_UP_ROWS.find(([prefix]) => key.startsWith(prefix)) ?? [];
  return rows ? `COMPRESSION zstd, ROW_GROUP_SIZE ${rows}` : 'COMPRESSION zstd';
}

// Said outright: an empty list does not tell what it holds.
const TEXTS = LIST(VARCHAR);

function appendRow(appender: DuckDBAppender, types: readonly StagedColumn[], row: readonly StagedValue[]): void {
  for (let i = 0; i < types.length; i++) {
    const value = row[i];
    if (value === null || value === undefined) appender.appendNull();
    else if (typeof value === 'string') appender.appendVarchar(value);
    else if (typeof value === 'boolean') appender.appendBoolean(value);
    else if (typeof value === 'object') appender.appendList(value, TEXTS);
    else if (types[i] === 'INTEGER') appender.appendInteger(value);
    else appender.appendDouble(value);
  }
  appender.endRow();
}

function plainRow(row: Record<string, DuckDBValue>): SqlRow {
  const plain: SqlRow = {};
  for (const name in row) plain[name] = plainValue(row[name] ?? null);
  return plain;
}

function plainValue(value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return new Date(Number(value.micros / 1000n)).toISOString();
  }
  if (value instanceof DuckDBDecimalValue || value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) return plainRow(value.entries);
  return String(value);
}
