import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedImport } from '@soundings/store/queued-import';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runImports } from './run-imports.ts';

let folder: string;
let store: Store;
let duckdb: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lake-'));
  store = openStore(openSqliteTable(':memory:'), await openFolderBucket(folder));
  duckdb = await openDuckDb(store.bucket, { memoryMb: 128 });
});
afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true });
});

// One engine for all: to start one takes longer than an import.
const machine = (of: Store) => ({ store: of, openDuckDb: async () => ({ ...duckdb, close: async () => {} }) });

const files = {
  purchases: (day: number) =>
    `order_id,customer_id,date,amount\n${[1, 2, 3].map((n) => `${day}-${n},c${n},2025-01-${10 + (day % 20)},${day}.50`).join('\n')}\n`,
  events: (day: number) =>
    `customer_id,date,kind\n${[1, 2, 3].map((n) => `c${n},2025-01-${10 + (day % 20)} 0${n}:${10 + day},visit`).join('\n')}\n`,
};

async function announce(kind: keyof typeof files, day: number): Promise<string> {
  const id = newId('import');
  const object = `uploads/${id}/file`;
  await store.bucket.put(object, files[kind](day));
  await store.imports.create(queuedImport({ id, kind, productId: null, format: 'csv', object }));
  return id;
}

async function rowsOf(kind: keyof typeof files) {
  const keys = (await store.lake.read(kind)).files.map(({ key }) => key);
  return duckdb.query('SELECT customer_id, occurred_at, import_id FROM t ORDER BY 1, 2', { t: keys });
}

test.each(['purchases', 'events'] as const)(
  'many small imports of %s become few objects, and their rows are still theirs',
  async (kind) => {
    const ids: string[] = [];
    for (let day = 0; day < 18; day++) {
      ids.push(await announce(kind, day));
      await runImports(machine(store));
    }
    const rows = await rowsOf(kind);
    expect(rows).toHaveLength(54);
    expect(new Set(rows.map(({ import_id }) => import_id))).toEqual(new Set(ids));

    const { files } = await store.lake.read(kind);
    expect(files.length).toBeLessThan(4);
    expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(54);
    // Of what finished imports came to, only the last may still be asked.
    expect(files.filter(({ outcome }) => outcome !== undefined)).toHaveLength(1);

    const again = await announce(kind, 5);
    await runImports(machine(store));
    expect(await store.imports.get(again)).toMatchObject({ status: 'done', accepted: 0, duplicates: 3 });
    expect(await rowsOf(kind)).toEqual(rows);
  },
);

test('objects of an import that has not finished stay as they are, and it is told what it came to', async () => {
  const id = await announce('purchases', 40);
  let dies = true;
  const dying: Store = {
    ...store,
    imports: {
      ...store.imports,
      async claim() {
        const claim = await store.imports.claim();
        return (
          claim && {
            ...claim,
            finish: async (change) => (dies ? Promise.reject(new Error('killed')) : claim.finish(change)),
          }
        );
      },
    },
  };
  await runImports(machine(dying)).catch(() => {});
  dies = false;
  const before = await store.imports.get(id);
  expect(before?.status).not.toBe('done');
  const { files: former, version } = await store.lake.read('purchases');
  const small = [];
  for (let i = 0; i < 16; i++) {
    const key = `purchases/small-${i}.parquet`;
    const sql = `SELECT 'i${i}' AS id, 'c${i}' AS customer_id, TIMESTAMP '2025-03-01' AS occurred_at`;
    small.push({ key, rows: await duckdb.store(sql, {}, key), addedBy: 'somebody' });
  }
  await store.lake.commit('purchases', [...former, ...small], version);
  await announce('purchases', 50);
  await runImports(machine(store));
  const { files } = await store.lake.read('purchases');
  expect(files.length).toBeLessThan(8);
  expect(files.find(({ addedBy }) => addedBy === id)?.outcome).toMatchObject({ accepted: 3 });
});
