import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import { SegmentReport } from '@soundings/contracts/segment';
import { importPurchases } from '@soundings/customers/import-purchases';
import { noReadings, readPurchases } from '@soundings/customers/purchase-reading';
import { purchaseContext } from '@soundings/customers/purchase-row';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedBuild } from '@soundings/store/queued-build';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBuilds } from './run-builds.ts';

const ROWS = 400;
let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'large-lake-'));
  store = openStore(openSqliteTable(':memory:'), await openFolderBucket(folder));
  const duckdb = await openDuckDb(store.bucket);
  const lines = Array.from({ length: ROWS }, (_, i) => ({
    line: i + 1,
    fields: {
      orderId: `o${i}`,
      customerId: `c${i % 60}`,
      date: `2026-0${1 + (i % 6)}-1${i % 9}`,
      amount: `${5 + (i % 40)}`,
    },
  }));
  const context = purchaseContext({ currency: 'CNY', now: Date.UTC(2026, 8, 1) });
  await importPurchases({
    duckdb,
    rows: readPurchases([lines], { context, counts: noReadings() }),
    existing: [],
    key: 'purchases/one.parquet',
    importId: 'one',
  });
  await duckdb.close();
  const file = { key: 'purchases/one.parquet', rows: ROWS, addedBy: 'one', outcome: {} };
  await store.lake.commit('purchases', [file], (await store.lake.read('purchases')).version);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Builds, and gives the segments with how many statements went to the engine for large lakes. */
async function segmentsOf({ fromRows }: { fromRows: number }) {
  const id = newId('build');
  await store.builds.create(queuedBuild({ id }));
  let asked = 0;
  await runBuilds({
    store,
    openDuckDb: () => openDuckDb(store.bucket),
    largeLake: {
      fromRows,
      open: (duckdb) => ({
        query: (sql, tables) => {
          asked++;
          return duckdb.query(sql, tables);
        },
        store: (sql, tables, key) => {
          asked++;
          return duckdb.store(sql, tables, key);
        },
      }),
    },
  });
  return { asked, segments: await store.reports.read(id, 'segments', SegmentReport.nullable()) };
}

test('a lake of so many purchases is asked by the other engine, and the segments are the same', async () => {
  const small = await segmentsOf({ fromRows: ROWS + 1 });
  const large = await segmentsOf({ fromRows: ROWS });
  expect(small.asked).toBe(0);
  expect(large.asked).toBeGreaterThan(5);
  expect(small.segments?.customers).toBe(60);
  expect({ ...large.segments, id: null }).toEqual({ ...small.segments, id: null });
});
