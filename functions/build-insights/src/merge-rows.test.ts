import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mergeRows } from './merge-rows.ts';

let store: Store;
let duckdb: DuckDb;

beforeEach(async () => {
  store = openStore(openSqliteTable(':memory:'), await openFolderBucket(await mkdtemp(join(tmpdir(), 'merge-'))));
  duckdb = await openDuckDb(store.bucket);
});
afterEach(() => duckdb.close());

const columns = {
  response_id: { staged: 'VARCHAR' },
  value: { staged: 'VARCHAR' },
  answered_at: { staged: 'VARCHAR', stored: 'TIMESTAMP' },
} as const;

const at = '2026-03-01T09:30:00.000Z';

async function merge(rows: [owner: string, value: string][], over = { store, duckdb }): Promise<void> {
  const staged = rows.map(([owner, value]) => [owner, value, at]);
  await mergeRows({ ...over, table: 'answers', owner: 'response_id', columns, rows: [staged] });
}

async function lake(): Promise<string[]> {
  const { files } = await store.lake.read('answers');
  const rows = await duckdb.query('SELECT * FROM answers ORDER BY response_id, value', {
    answers: files.map(({ key }) => key),
  });
  expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.length);
  for (const row of rows) expect(row.answered_at).toBe(at);
  return rows.map((row) => `${row.response_id}:${row.value}`);
}

test('rows are added to what is there', async () => {
  await merge([
    ['a', '1'],
    ['a', '2'],
  ]);
  await merge([['b', '1']]);
  expect(await lake()).toEqual(['a:1', 'a:2', 'b:1']);
});

test('rows of an owner that came before are replaced, those of others stay', async () => {
  await merge([
    ['a', 'old 1'],
    ['a', 'old 2'],
    ['b', '1'],
  ]);
  await merge([['c', '1']]);
  await merge([
    ['a', 'new'],
    ['c', 'new'],
  ]);
  expect(await lake()).toEqual(['a:new', 'b:1', 'c:new']);
});

test('the same rows merged again, as after a kill, are there once', async () => {
  for (let i = 0; i < 3; i++)
    await merge([
      ['a', '1'],
      ['b', '2'],
    ]);
  expect(await lake()).toEqual(['a:1', 'b:2']);
});

test('a merge that lost a race is done again on what the winner left', async () => {
  await merge([['a', '1']]);
  let raced = false;
  const other = { store, duckdb: await openDuckDb(store.bucket) };
  const slow: Store = {
    ...store,
    lake: {
      ...store.lake,
      async commit(name, files, version) {
        if (!raced) {
          raced = true;
          await merge([['winner', '1']], other);
        }
        return store.lake.commit(name, files, version);
      },
    },
  };
  await merge([['late', '1']], { store: slow, duckdb });
  await other.duckdb.close();
  expect(await lake()).toEqual(['a:1', 'late:1', 'winner:1']);
});

test('many small objects become one, and no object is left that nobody names', async () => {
  for (let i = 0; i < 30; i++) await merge([[`r${String(i).padStart(2, '0')}`, '1']]);
  expect(await lake()).toHaveLength(30);
  const { files } = await store.lake.read('answers');
  expect(files.length).toBeLessThan(25);
  const objects: string[] = [];
  for await (const key of store.bucket.list('answers/')) objects.push(key);
  expect(objects.sort()).toEqual(files.map(({ key }) => key).sort());
});
