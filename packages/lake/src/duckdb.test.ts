import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DuckDb, openDuckDb } from './duckdb.ts';
import { SqlError } from './sql-engine.ts';

let folder: string;
let duckdb: DuckDb;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lake-'));
  duckdb = await openDuckDb({
    localPath: async (key) => join(folder, key),
    putFile: (key, path) => cp(path, join(folder, key)),
  });
});

afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true });
});

test('rows staged, stored as Parquet and asked again keep their values', async () => {
  await duckdb.stage('fruit', { name: 'VARCHAR', price: 'DOUBLE', tags: 'VARCHAR[]', ripe: 'BOOLEAN' }, [
    [
      ["it's 苹果", 1.5, ['a', 'b'], true],
      [null, 2, [], false],
    ],
  ]);
  expect(await duckdb.store('SELECT * FROM fruit', {}, 'fruit.parquet')).toBe(2);
  await duckdb.drop('fruit');
  expect(await duckdb.query('SELECT * FROM lake_fruit ORDER BY price', { lake_fruit: ['fruit.parquet'] })).toEqual([
    { name: "it's 苹果", price: 1.5, tags: ['a', 'b'], ripe: true },
    { name: null, price: 2, tags: [], ripe: false },
  ]);
});

test('a table derived from a statement outlives it, until dropped', async () => {
  await duckdb.derive('few', 'SELECT * FROM (VALUES (1), (2)) AS t(n)', {});
  expect(await duckdb.query('SELECT sum(n) AS total FROM few', {})).toEqual([{ total: 3 }]);
  await duckdb.drop('few');
  await expect(duckdb.query('SELECT * FROM few', {})).rejects.toBeInstanceOf(SqlError);
});

test('money, instants and large counts come back exact', async () => {
  const [row] = await duckdb.query(
    `SELECT CAST('12.3400' AS DECIMAL(18,4)) AS money, TIMESTAMP '2026-03-01 09:30:00.25' AS at, DATE '2026-03-01' AS day,
       CAST(3 AS BIGINT) AS few, CAST(9007199254740993 AS BIGINT) AS many`,
    {},
  );
  expect(row).toEqual({
    money: '12.3400',
    at: '2026-03-01T09:30:00.250Z',
    day: '2026-03-01',
    few: 3,
    many: '9007199254740993',
  });
});

test('a statement that the engine refuses is an SqlError', async () => {
  await expect(duckdb.query('SELECT nothing FROM nowhere', {})).rejects.toBeInstanceOf(SqlError);
});
