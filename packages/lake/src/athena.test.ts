import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { mockClient } from 'aws-sdk-client-mock';
import { TrinoSQL } from 'dt-sql-parser';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAthena } from './athena.ts';
import { parseAthenaCsv } from './athena-csv.ts';
import { type DuckDb, openDuckDb } from './duckdb.ts';
import { SqlError } from './sql-engine.ts';

const athena = mockClient(AthenaClient);
let folder: string;
let duckdb: DuckDb;
let texts: Map<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'athena-'));
  duckdb = await openDuckDb({
    localPath: async (key) => join(folder, key),
    putFile: async (key, path) => {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await cp(path, join(folder, key));
    },
  });
  await duckdb.store(
    `SELECT 'a' AS name, CAST(1.5 AS DECIMAL(18,4)) AS price, TIMESTAMP '2024-01-01' AS at, ['x'] AS tags`,
    {},
    'fruit.parquet',
  );
});
afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  athena.reset();
  texts = new Map();
  athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q' });
  athena.on(GetQueryExecutionCommand).resolves({
    QueryExecution: {
      QueryExecutionId: 'q',
      Status: { State: 'SUCCEEDED' },
      ResultConfiguration: { OutputLocation: 's3://lake/results/q.csv' },
      Statistics: { DataManifestLocation: 's3://lake/results/q-manifest.csv' },
    },
  });
});

const open = () =>
  openAthena({
    client: new AthenaClient({}),
    workgroup: 'insight',
    database: 'soundings',
    bucket: 'lake',
    texts: {
      readText: async (key) => texts.get(key) ?? '',
      putText: async (key, text) => void texts.set(key, text),
    },
    duckdb,
    firstPauseMs: 1,
  });
const statements = () => athena.commandCalls(StartQueryExecutionCommand).map((call) => call.args[0].input);

test('a query declares its files once, asks them by name and reads the typed result from the bucket', async () => {
  texts.set(
    'results/q.csv',
    '"name","price","n","at","ripe"\n"a ""b"", c","1.5000","3","2024-01-01 00:00:00.000","true"\n"",,,,\n',
  );
  const types = ['varchar', 'decimal', 'bigint', 'timestamp', 'boolean'];
  athena.on(GetQueryResultsCommand).resolves({
    ResultSet: { ResultSetMetadata: { ColumnInfo: types.map((Type, i) => ({ Name: `c${i}`, Type })) } },
  });
  const engine = open();
  const tables = { fruit: ['fruit.parquet'] };
  expect(await engine.query('WITH few AS (SELECT * FROM fruit) SELECT * FROM few ORDER BY name', tables)).toEqual([
    { name: 'a "b", c', price: '1.5000', n: 3, at: '2024-01-01T00:00:00.000Z', ripe: true },
    { name: '', price: null, n: null, at: null, ripe: null },
  ]);
  await engine.query('SELECT * FROM fruit', tables);
  const [declared, asked, again] = statements();
  expect(statements()).toHaveLength(3);
  expect(declared?.QueryString).toMatch(
    /CREATE EXTERNAL TABLE .*`name` string, `price` decimal\(18,4\), `at` timestamp, `tags` array<string>/s,
  );
  expect([...texts.values()]).toContain('s3://lake/fruit.parquet\n');
  expect(asked).toMatchObject({ WorkGroup: 'insight', QueryExecutionContext: { Database: 'soundings' } });
  expect(asked?.QueryString).toMatch(/^WITH "fruit" AS \(SELECT \* FROM "soundings"\."t_[0-9a-f]{32}"\), few AS/);
  for (const statement of [asked, again]) expect(new TrinoSQL().validate(statement?.QueryString ?? '')).toEqual([]);
});

test('what is stored is unloaded in parts and brought together as one object', async () => {
  texts.set('results/q-manifest.csv', 's3://lake/fruit.parquet\ns3://lake/fruit.parquet\n');
  expect(await open().store('SELECT * FROM fruit', { fruit: ['fruit.parquet'] }, 'two.parquet')).toBe(2);
  expect(await duckdb.query('SELECT count(*) AS n FROM two', { two: ['two.parquet'] })).toEqual([{ n: 2 }]);
  expect(statements().at(-1)?.QueryString).toMatch(/^UNLOAD \(WITH "fruit" AS .* TO 's3:\/\/lake\/work\/athena\//s);
});

test('a statement is waited for, and one that fails says why', async () => {
  athena
    .on(GetQueryExecutionCommand)
    .resolvesOnce({ QueryExecution: { Status: { State: 'QUEUED' } } })
    .resolvesOnce({ QueryExecution: { Status: { State: 'RUNNING' } } })
    .resolves({ QueryExecution: { Status: { State: 'FAILED', StateChangeReason: 'Query exhausted its scan limit' } } });
  await expect(open().query('SELECT 1', {})).rejects.toThrow(new SqlError('Query exhausted its scan limit'));
  athena.on(StartQueryExecutionCommand).rejects(new Error('throttled'));
  await expect(open().query('SELECT 1', {})).rejects.toBeInstanceOf(SqlError);
});

test('results outside the bucket are refused by name', async () => {
  athena.on(GetQueryExecutionCommand).resolves({
    QueryExecution: { Status: { State: 'SUCCEEDED' }, ResultConfiguration: { OutputLocation: 's3://elsewhere/q.csv' } },
  });
  await expect(open().query('SELECT 1', {})).rejects.toThrow(/workgroup has to name s3:\/\/lake\//);
});

test('nulls and empty texts of a result are kept apart', () => {
  expect(parseAthenaCsv('"a","b"\n"",\n,""\n"x\ny","""q"""\n')).toEqual([
    ['a', 'b'],
    ['', null],
    [null, ''],
    ['x\ny', '"q"'],
  ]);
  expect(parseAthenaCsv('"a"\n"1"')).toEqual([['a'], ['1']]);
  expect(parseAthenaCsv('"a","b"\n,\n')).toEqual([
    ['a', 'b'],
    [null, null],
  ]);
});
