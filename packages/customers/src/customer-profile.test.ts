import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { SLICES, sliceOfValue } from '@soundings/lake/slices';
import { TrinoSQL } from 'dt-sql-parser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { customerProfile } from './customer-profile.ts';
import { importPurchases } from './import-purchases.ts';
import { type Fields, openTestLake } from './lake.fixture.ts';
import { noReadings, readPurchases } from './purchase-reading.ts';
import { purchaseContext } from './purchase-row.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeEach(async () => {
  lake = await openTestLake();
});
afterEach(() => lake.close());

const ordersOf = async (customerId: string, purchases: readonly string[]) => {
  const profile = await customerProfile(lake.duckdb, customerId, { snapshots: [], purchases, answers: [] });
  return { n: profile?.purchaseCount, orders: profile?.purchases.map(({ orderId }) => orderId) };
};

test('purchases of before slices were stored, later ones and those of an account are told together, latest first', async () => {
  const line = (orderId: string, customerId: string, day: number, fields: Fields = {}): Fields => {
    return { orderId, customerId, date: `2024-01-${10 + day}`, amount: '5', ...fields };
  };
  await lake.importRows([line('1', 'a', 1), line('2', 'b', 2)], 'now.parquet');
  await lake.duckdb.store('SELECT * EXCLUDE slice FROM t', { t: ['now.parquet'] }, 'former.parquet');
  await lake.importRows(
    [
      line('3', 'a', 3, { accountId: 'A' }),
      line('4', 'b', 4, { accountId: 'a' }),
      line('5', 'a', 5, { accountId: 'a' }),
    ],
    'later.parquet',
    ['former.parquet'],
  );
  expect(await ordersOf('a', ['former.parquet'])).toEqual({ n: 1, orders: ['1'] });
  expect(await ordersOf('a', ['former.parquet', 'later.parquet'])).toEqual({ n: 4, orders: ['5', '4', '3', '1'] });
  expect(await ordersOf('A', ['former.parquet', 'later.parquet'])).toEqual({ n: 1, orders: ['3'] });
  expect(await ordersOf('c', ['former.parquet', 'later.parquet'])).toEqual({ n: undefined, orders: undefined });
});

test('of many purchases the latest are told, and how many there are', async () => {
  const rows = Array.from({ length: 230 }, (_, i) => ({
    orderId: `o${i}`,
    customerId: 'a',
    date: new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
    amount: '5',
  }));
  await lake.importRows(rows, 'p.parquet');
  const { n, orders } = await ordersOf('a', ['p.parquet']);
  expect(n).toBe(230);
  expect(orders).toEqual(
    rows
      .map(({ orderId }) => orderId)
      .reverse()
      .slice(0, 200),
  );
  const trino = new TrinoSQL();
  const asked = [...lake.statements].filter((sql) => sql.includes('AS bought'));
  expect(asked).toHaveLength(2);
  for (const sql of asked) expect({ sql, errors: trino.validate(sql) }).toEqual({ sql, errors: [] });
});

test('what is told of one customer reads the part of the purchases that is of the slice, and nothing else', async () => {
  const key = 'purchases/all.parquet';
  const rows = Array.from({ length: 200_000 }, (_, i) => ({
    line: i + 1,
    fields: { orderId: `o${i}`, customerId: `c${i % 20_000}`, date: `2024-0${1 + (i % 9)}-15`, amount: '5' },
  }));
  const context = purchaseContext({ currency: 'CNY', now: Date.UTC(2030, 0, 1) });
  await importPurchases({
    duckdb: lake.duckdb,
    rows: readPurchases([rows], { context, counts: noReadings() }),
    existing: [],
    key,
    importId: 'all',
    sliceRows: 70_000,
  });
  // Of the first of three ranges, which ends before the last two parts begin, though there are ids below and above there.
  const early =
    rows.map(({ fields }) => fields.customerId).find((id) => /c3/.test(id) && sliceOfValue(id) < SLICES / 3) ?? '';
  const told = await ordersOf(early, [key]);
  expect(told.n).toBe(10);
  const unread = await lake.duckdb.query(
    `SELECT min(coalesce(dictionary_page_offset, data_page_offset)) AS first, sum(total_compressed_size) AS size,
       max(bloom_filter_offset) FILTER (WHERE path_in_schema = 'customer_id') AS bloom,
       max(bloom_filter_length) FILTER (WHERE path_in_schema = 'customer_id') AS bloom_size
     FROM parquet_metadata('${join(lake.folder, key)}') GROUP BY row_group_id ORDER BY row_group_id`,
    {},
  );
  expect(unread.length).toBeGreaterThanOrEqual(4);
  const file = await open(join(lake.folder, key), 'r+');
  for (const { first, size, bloom, bloom_size } of unread.slice(-2)) {
    await file.write(Buffer.alloc(Number(size)), 0, null, Number(first));
    // All bits set, but for its head: any customer might be there, if the slice did not say otherwise.
    await file.write(Buffer.alloc(Number(bloom_size) - 32, 0xff), 0, null, Number(bloom) + 32);
  }
  await file.close();
  await expect(lake.duckdb.query('SELECT max(order_id) AS id FROM p', { p: [key] })).rejects.toThrow();
  expect(await ordersOf(early, [key])).toEqual(told);
});
