import { cp, mkdir, mkdtemp, open as openFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DuckDb, openDuckDb } from './duckdb.ts';
import { quoteText } from './quoted.ts';
import { SLICES, sliceOf, sliceOfValue } from './slices.ts';
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

test('a quoted text is what it was, with quotes and a NUL in it', async () => {
  for (const text of ["it's", 'a\0b', "\0'\0", '\\', '客户\0']) {
    const [row] = await duckdb.query(`SELECT ${quoteText(text)} AS text, ${quoteText(text)} = 'it' AS same`, {});
    expect(row).toEqual({ text, same: false });
  }
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

test('the slice of one value is the slice that the engine gives it', async () => {
  const values = ['', 'C1', "it's", '客户', 'x'.repeat(300), ...Array.from({ length: 50 }, (_, i) => `c${i * i}`)];
  await duckdb.stage('sliced', { value: 'VARCHAR' }, [values.map((value) => [value])]);
  const rows = await duckdb.query(`SELECT value, ${sliceOf('value')} AS slice FROM sliced`, {});
  await duckdb.drop('sliced');
  expect(rows.map(({ slice }) => slice)).toEqual(rows.map(({ value }) => sliceOfValue(String(value))));
});

test('one customer is found among all by reading few of the rows, whatever their order was', async () => {
  await mkdir(join(folder, 'customers'));
  const rows =
    "SELECT concat('c', lpad(CAST((i * 7919) % 50000 AS VARCHAR), 5, '0')) AS customer_id, i FROM range(50000) AS r(i)";
  await duckdb.store(rows, {}, 'customers/all.parquet');
  const parts = await duckdb.query(
    `SELECT stats_min_value AS low, stats_max_value AS high FROM parquet_metadata('${join(folder, 'customers/all.parquet')}')
     WHERE path_in_schema = 'customer_id' ORDER BY row_group_id`,
    {},
  );
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.filter(({ low, high }) => `${low}` <= 'c31415' && 'c31415' <= `${high}`)).toHaveLength(1);
  expect(
    await duckdb.query("SELECT i FROM customers WHERE customer_id = 'c07919'", {
      customers: ['customers/all.parquet'],
    }),
  ).toEqual([{ i: 1 }]);
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

test('more rows than are held wait in files and are asked as any others', async () => {
  const batches = Array.from({ length: 60 }, (_, batch) => Array.from({ length: 1000 }, (_, i) => [batch * 1000 + i]));
  await duckdb.stage('many', { n: 'DOUBLE' }, batches);
  const sum = 'SELECT count(*) AS rows, sum(n) AS sum FROM many';
  expect(await duckdb.query(sum, {})).toEqual([{ rows: 60_000, sum: (59_999 * 60_000) / 2 }]);
  await duckdb.stage('many', { n: 'DOUBLE' }, [[[1]]]);
  expect(await duckdb.query(sum, {})).toEqual([{ rows: 1, sum: 1 }]);
  await duckdb.drop('many');
  await expect(duckdb.query(sum, {})).rejects.toBeInstanceOf(SqlError);
});

test('slices of a staged table share no row and leave none out, and a value has its slice wherever it stands', async () => {
  const batches = Array.from({ length: 60 }, (_, b) =>
    Array.from({ length: 1000 }, (_, i) => [`c${(b * 1000 + i) % 700}`]),
  );
  await duckdb.stage('sliced', { customer: 'VARCHAR' }, batches, { sliceBy: 'customer' });
  const rows = await duckdb.query(
    `SELECT CAST(floor(slice * 3 / ${SLICES}) AS INTEGER) AS third, count(*) AS n, count(DISTINCT customer) AS customers,
       bool_and(slice = ${sliceOf('customer')}) AS told FROM sliced GROUP BY 1 ORDER BY 1`,
    {},
  );
  expect(rows.map(({ third }) => third)).toEqual([0, 1, 2]);
  expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(60_000);
  expect(rows.reduce((sum, { customers }) => sum + Number(customers), 0)).toBe(700);
  expect(rows.every(({ told }) => told)).toBe(true);
  await duckdb.stage('sliced', { customer: 'VARCHAR' }, [], { sliceBy: 'customer' });
  expect(await duckdb.query('SELECT count(slice) AS n FROM sliced', {})).toEqual([{ n: 0 }]);
});

test('what breaks off while rows come in is told, and the table can be filled again', async () => {
  async function* broken() {
    for (let b = 0; b < 60; b++) yield Array.from({ length: 1000 }, (_, i) => [i]);
    throw new Error('the file ended');
  }
  await expect(duckdb.stage('cut', { n: 'DOUBLE' }, broken())).rejects.toThrow('the file ended');
  await duckdb.stage('cut', { n: 'DOUBLE' }, [[[1]]]);
  expect(await duckdb.query('SELECT count(*) AS n FROM cut', {})).toEqual([{ n: 1 }]);
});

test('a table is made piece by piece', async () => {
  await duckdb.append('pieces', "SELECT 1 AS n, 'a' AS name", {});
  await duckdb.append('pieces', "SELECT 2 AS n, 'b' AS name", {});
  expect(await duckdb.query('SELECT * FROM pieces ORDER BY n', {})).toEqual([
    { n: 1, name: 'a' },
    { n: 2, name: 'b' },
  ]);
  await duckdb.drop('pieces');
});

test('a table dealt out by a column gives the rows of each value, and is made anew', async () => {
  const dealt = (count: number) =>
    `SELECT CAST(range % 3 AS BIGINT) AS page, range AS n, 'a/b=c' AS text FROM range(${count})`;
  await duckdb.partition('dealt', 'page', dealt(90_000), {});
  const rows = 'SELECT count(*) AS rows, sum(n) AS sum, min(text) AS text FROM dealt WHERE page = 2';
  expect(await duckdb.query(rows, {})).toEqual([{ rows: 30_000, sum: 1_350_015_000, text: 'a/b=c' }]);
  await duckdb.partition('dealt', 'page', dealt(30), {});
  expect(await duckdb.query(rows, {})).toEqual([{ rows: 10, sum: 155, text: 'a/b=c' }]);
  await duckdb.partition('dealt', 'page', dealt(0), {});
  expect(await duckdb.query(rows, {})).toEqual([{ rows: 0, sum: null, text: null }]);
  await duckdb.partition('dealt', 'page', dealt(30), {});
  await duckdb.drop('dealt');
  await expect(duckdb.query(rows, {})).rejects.toBeInstanceOf(SqlError);
});

test('an object that is written again is read as it is now', async () => {
  for (let version = 0; version < 20; version++) {
    await duckdb.store(`SELECT range + ${version * 1000} AS n FROM range(${5 + (version % 2)})`, {}, 'again.parquet');
    const rows = await duckdb.query('SELECT min(n) AS least, count(*) AS rows FROM again', {
      again: ['again.parquet'],
    });
    expect(rows).toEqual([{ least: version * 1000, rows: 5 + (version % 2) }]);
  }
});

test('of objects that are unchanging, what describes them is read once', async () => {
  const key = 'described.parquet';
  const path = join(folder, key);
  await duckdb.store('SELECT range AS n FROM range(1000)', {}, key);
  const files = { localPath: async () => path, putFile: async () => {} };
  const [once, again] = [await openDuckDb(files, { unchanging: true }), await openDuckDb(files)];
  const ask = (engine: DuckDb) => engine.query('SELECT count(*) AS n FROM t', { t: [key] });
  expect([await ask(once), await ask(again)]).toEqual([[{ n: 1000 }], [{ n: 1000 }]]);
  const { atime, mtime, size } = await stat(path);
  const file = await openFile(path, 'r+');
  // The description stands before its length and the format's four letters.
  await file.write(Buffer.alloc(40, 0xff), 0, 40, size - 60);
  await file.close();
  await utimes(path, atime, mtime);
  expect(await ask(once)).toEqual([{ n: 1000 }]);
  await expect(ask(again)).rejects.toThrow(SqlError);
  await Promise.all([once.close(), again.close()]);
});

test('what does not fit into memory is tried by one thread before it is refused, and the next statement has all again', async () => {
  const small = await openDuckDb(
    { localPath: async (key) => join(folder, key), putFile: async () => {} },
    { memoryMb: 32 },
  );
  const large = 'SELECT list(range ORDER BY hash(range)) AS all_of_them FROM range(4000000)';
  await expect(small.store(large, {}, 'large.parquet')).rejects.toThrow(/Out of Memory/);
  expect(await small.query("SELECT current_setting('threads') AS threads", {})).toEqual([{ threads: 2 }]);
  await small.close();
});
