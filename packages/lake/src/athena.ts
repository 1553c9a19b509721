import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { parseAthenaCsv } from './athena-csv.ts';
import type { DuckDb } from './duckdb.ts';
import { quoteName, quoteText } from './quoted.ts';
import { type LakeTables, type SqlEngine, SqlError, type SqlRow, type SqlValue } from './sql-engine.ts';

/** The bucket as Athena needs it: small texts in and out. */
export type LakeTexts = {
  readText(key: string): Promise<string>;
  putText(key: string, text: string): Promise<void>;
};

const WORK = 'work/athena';
const LONGEST_PAUSE_MS = 2000;

/**
 * The engine for lakes past one machine. `workgroup` bounds what a statement may scan and says where results go, which
 * has to be in `bucket`; `database` holds the tables that this engine declares. `duckdb` reads the columns of new files
 * and brings the parts that Athena writes together as one object.
 */
export function openAthena({
  client,
  workgroup,
  database,
  bucket,
  texts,
  duckdb,
  firstPauseMs = 100,
}: {
  client: AthenaClient;
  workgroup: string;
  database: string;
  bucket: string;
  texts: LakeTexts;
  duckdb: DuckDb;
  firstPauseMs?: number;
}): SqlEngine {
  const declared = new Map<string, Promise<string>>();

  return {
    async query(sql, tables) {
      const execution = await run(await withTables(sql, tables));
      const [names = [], ...rows] = parseAthenaCsv(
        await texts.readText(keyOf(execution.ResultConfiguration?.OutputLocation)),
      );
      const { ResultSet } = await client.send(
        new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId, MaxResults: 1 }),
      );
      const types = ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type ?? 'varchar') ?? [];
      return rows.map(
        (row): SqlRow => Object.fromEntries(row.map((v, i) => [names[i] ?? '', resultValue(v, types[i])])),
      );
    },

    async store(sql, tables, key) {
      // Athena leaves as many objects as it had workers, and refuses a folder that is not empty.
      const folder = `${WORK}/${hashOf(key)}-${Date.now()}`;
      const execution = await run(
        `UNLOAD (${await withTables(sql, tables)}) TO ${quoteText(`s3://${bucket}/${folder}/`)} WITH (format = 'PARQUET')`,
      );
      const manifest = await texts.readText(keyOf(execution.Statistics?.DataManifestLocation));
      const parts = manifest.split('\n').filter((line) => line.trim() !== '');
      if (parts.length === 0) throw new SqlError(`Nothing to store as ${key}: the statement has no rows`);
      return await duckdb.store('SELECT * FROM parts', { parts: parts.map((line) => keyOf(line.trim())) }, key);
    },
  };

  /** The statement with each of its tables as a common table expression over the files it stands for. */
  async function withTables(sql: string, tables: LakeTables): Promise<string> {
    const views: Record<string, string> = {};
    for (const [name, keys] of Object.entries(tables)) {
      views[name] = `${quoteName(database)}.${quoteName(await declare(keys))}`;
    }
    return withViews(sql, views);
  }

  /** Declares a table over exactly these objects, by a list of links that Hive's format reads. */
  function declare(keys: readonly string[]): Promise<string> {
    const name = `t_${hashOf(...keys)}`;
    const known = declared.get(name);
    if (known !== undefined) return known;
    const declaring = declareNew(name, keys).catch((error: unknown) => {
      declared.delete(name);
      throw error;
    });
    declared.set(name, declaring);
    return declaring;
  }

  async function declareNew(name: string, keys: readonly string[]): Promise<string> {
    // The newest object has the columns that were added since; older ones answer null for them.
    const columns = await duckdb.query('DESCRIBE SELECT * FROM t', { t: keys.slice(-1) });
    const folder = `${WORK}/${name}`;
    await texts.putText(`${folder}/links.txt`, keys.map((key) => `s3://${bucket}/${key}\n`).join(''));
    const list = columns.map((column) => `\`${column.column_name}\` ${hiveType(String(column.column_type))}`);
    await run(
      `CREATE EXTERNAL TABLE IF NOT EXISTS \`${database}\`.\`${name}\` (${list.join(', ')})
       ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
       STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat'
       OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
       LOCATION 's3://${bucket}/${folder}/'`,
    );
    return name;
  }

  /** Runs one statement to its end. */
  async function run(sql: string): Promise<QueryExecution> {
    try {
      const { QueryExecutionId } = await client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          WorkGroup: workgroup,
          QueryExecutionContext: { Database: database },
        }),
      );
      for (let pause = firstPauseMs; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
        const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
        const state = QueryExecution?.Status?.State;
        if (state === 'SUCCEEDED') return QueryExecution ?? {};
        if (state === 'FAILED' || state === 'CANCELLED') {
          throw new SqlError(QueryExecution?.Status?.StateChangeReason ?? `The statement ended as ${state}`);
        }
        await setTimeout(pause);
      }
    } catch (error) {
      if (error instanceof SqlError) throw error;
      throw new SqlError('Athena did not take the statement', { cause: error });
    }
  }

  function keyOf(uri: string | undefined): string {
    const prefix = `s3://${bucket}/`;
    if (!uri?.startsWith(prefix))
      throw new SqlError(`Athena's results go to ${uri}: the workgroup has to name ${prefix}`);
    return uri.slice(prefix.length);
  }
}

/** The statement with each name in `views` as a common table expression over the table that it stands for. */
export function withViews(sql: string, views: Readonly<Record<string, string>>): string {
  const list = Object.entries(views).map(([name, table]) => `${quoteName(name)} AS (SELECT * FROM ${table})`);
  if (list.length === 0) return sql;
  const own = /^\s*WITH\s/i.exec(sql);
  return `WITH ${list.join(', ')}${own ? `, ${sql.slice(own[0].length)}` : ` ${sql}`}`;
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

const HIVE_TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'string',
  DOUBLE: 'double',
  BIGINT: 'bigint',
  INTEGER: 'int',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** DuckDB's name of a column's type as Hive writes it. Throws `SqlError` for one that Parquet tables of both cannot share. */
function hiveType(type: string): string {
  if (type.endsWith('[]')) return `array<${hiveType(type.slice(0, -2))}>`;
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return type.toLowerCase();
  const name = HIVE_TYPES[type];
  if (name === undefined) throw new SqlError(`A column of type ${type} cannot be asked in Athena`);
  return name;
}

/** A value of a result's CSV as the engine answers it, by Athena's name of its type. */
function resultValue(text: string | null, type = 'varchar'): SqlValue {
  if (text === null) return null;
  if (type === 'boolean') return text === 'true';
  if (type === 'double' || type === 'float' || type === 'real') return Number(text);
  if (type === 'bigint' || /int/.test(type)) return Number.isSafeInteger(Number(text)) ? Number(text) : text;
  if (type.startsWith('timestamp')) return new Date(`${text.slice(0, 23).replace(' ', 'T')}Z`).toISOString();
  return text;
}
