import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importPurchases } from './import-purchases.ts';
import { type Fields, openTestLake } from './lake.fixture.ts';
import { noReadings, readPurchases } from './purchase-reading.ts';
import { purchaseContext } from './purchase-row.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

const line = (orderId: string, customerId: string, date: string, fields: Fields = {}): Fields => ({
  orderId,
  customerId,
  date,
  sku: 'A',
  quantity: '1',
  unitPrice: '10',
  ...fields,
});
const stored = (key: string) =>
  lake.duckdb.query(
    `SELECT order_id, kind, refund_of, CAST(amount AS VARCHAR) AS amount, opened_at IS NOT NULL AS opens, line FROM t ORDER BY line`,
    { t: [key] },
  );

test('every line is accepted, a duplicate or rejected, and orders are opened once', async () => {
  const { counts, imported } = await lake.importRows(
    [
      line('1', 'u', '2024-01-01 10:00'),
      line('1', 'u', '2024-01-01 10:00', { sku: 'B' }),
      line('1', 'u', '2024-01-01 10:00'),
      line('2', '', '2024-01-01 10:00'),
      line('2', 'v', '2024-01-02 10:00', { unitPrice: '0.1', quantity: '3' }),
    ],
    'count.parquet',
  );
  expect(counts).toEqual({ read: 5, rejected: 1, rejectedBy: { missing_customer: 1 } });
  expect(imported).toMatchObject({
    accepted: 3,
    duplicatesInFile: 1,
    duplicatesInLake: 0,
    customers: 2,
    orders: 2,
    net: [{ currency: 'CNY', amount: '20.3000' }],
    firstAt: '2024-01-01T10:00:00.000Z',
  });
  expect((await stored('count.parquet')).map(({ opens }) => opens)).toEqual([true, false, true]);
});

test('a file imported again changes nothing, and a late line of an old order opens none', async () => {
  const file = [line('10', 'u', '2024-02-01'), line('11', 'w', '2024-02-01')];
  await lake.importRows(file, 'first.parquet');
  const again = await lake.importRows([...file, line('10', 'u', '2024-02-01', { sku: 'late' })], 'second.parquet', [
    'first.parquet',
  ]);
  expect(again.imported).toMatchObject({ accepted: 1, duplicatesInLake: 2, orders: 0 });
  const nothing = await lake.importRows(file, 'third.parquet', ['first.parquet', 'second.parquet']);
  expect(nothing.imported).toMatchObject({ accepted: 0, duplicatesInLake: 2 });
  await expect(readFile(join(lake.folder, 'third.parquet'))).rejects.toThrow();
});

test('an import that runs again after a crash writes the same object and counts the same', async () => {
  const file = Array.from({ length: 3000 }, (_, i) =>
    line(`o${i % 1500}`, `u${i % 700}`, `2024-01-${10 + (i % 19)}`, { sku: `s${i % 5}` }),
  );
  const first = await lake.importRows(file, 'same.parquet', ['first.parquet']);
  const bytes = await readFile(join(lake.folder, 'same.parquet'));
  const second = await lake.importRows(file, 'same.parquet', ['first.parquet', 'same.parquet']);
  expect(second).toEqual(first);
  expect(bytes.equals(await readFile(join(lake.folder, 'same.parquet')))).toBe(true);
});

test('a file that is dealt with by slices comes to what it comes to as a whole', async () => {
  const sales = Array.from({ length: 900 }, (_, i) =>
    line(`o${i % 450}`, `u${i % 70}`, `2024-04-${10 + (i % 19)}`, { sku: `s${i % 5}` }),
  );
  const later = [
    ...sales.slice(100, 300),
    ...Array.from({ length: 70 }, (_, i) =>
      line(`C${10_000 + i}`, `u${i}`, '2024-05-10', { sku: 's1', quantity: '-1' }),
    ),
  ];
  const outcomes: unknown[] = [];
  for (const sliceRows of [10_000, 60]) {
    const [first, second] = [`sales ${sliceRows}`, `later ${sliceRows}`];
    const read = (rows: Fields[]) => {
      const context = purchaseContext({ currency: 'CNY', now: Date.UTC(2030, 0, 1) });
      return readPurchases([rows.map((fields, i) => ({ line: i + 1, fields }))], { context, counts: noReadings() });
    };
    const each = { duckdb: lake.duckdb, importId: 'sliced', sliceRows };
    const imported = await importPurchases({ ...each, rows: read(sales), existing: [], key: first });
    const again = await importPurchases({ ...each, rows: read(later), existing: [first], key: second });
    // An object of a version that stored no slices.
    const old = `old ${sliceRows}`;
    await lake.duckdb.store('SELECT * EXCLUDE slice FROM t', { t: [first] }, old);
    const afterOld = await importPurchases({ ...each, rows: read(later), existing: [old], key: `${second} old` });
    const afterBoth = await importPurchases({ ...each, rows: read(later), existing: [old, second], key: 'none' });
    outcomes.push({ imported, again, afterOld, afterBoth, stored: [await stored(first), await stored(second)] });
    expect(afterOld).toEqual(again);
    expect(afterBoth).toMatchObject({ accepted: 0, duplicatesInLake: later.length });
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[0]).toMatchObject({ again: { accepted: 70, duplicatesInLake: 200, refunds: 70 } });
});

test('refunds find their order: as stated, by its number, or by customer and product', async () => {
  await lake.importRows(
    [line('100', 'u', '2024-03-01'), line('101', 'u', '2024-03-05', { unitPrice: '12' })],
    'sales.parquet',
  );
  const { imported } = await lake.importRows(
    [
      line('R1', 'u', '2024-03-10', { quantity: '-1', refundOf: '101', unitPrice: '12' }),
      line('C101', 'u', '2024-03-10', { quantity: '-1', unitPrice: '12' }),
      line('C9001', 'u', '2024-03-10', { quantity: '-1' }),
      line('C9002', 'u', '2024-03-10', { quantity: '-1', unitPrice: '11' }),
      line('C9003', 'u', '2024-03-10', { quantity: '-5' }),
      line('C9004', 'u', '2024-02-10', { quantity: '-1' }),
    ],
    'refunds.parquet',
    ['sales.parquet'],
  );
  expect(imported).toMatchObject({ refunds: 6, unlinkedRefunds: 2 });
  // The same unit price beats the later order; without one, the latest earlier order with that product.
  expect((await stored('refunds.parquet')).map(({ refund_of }) => refund_of)).toEqual([
    '101',
    '101',
    '100',
    '101',
    null,
    null,
  ]);
});

test('two equal lines are two of one basket where the team says so or a line id does', async () => {
  const twice = [line('1', 'u', '2024-01-01'), line('1', 'u', '2024-01-01')];
  const context = purchaseContext({ currency: 'CNY', now: Date.UTC(2030, 0, 1) });
  const rows = () =>
    readPurchases([twice.map((fields, i) => ({ line: i + 1, fields }))], { context, counts: noReadings() });
  const kept = { duckdb: lake.duckdb, importId: 'kept', keepRepeats: true };
  expect(await importPurchases({ ...kept, rows: rows(), existing: [], key: 'kept.parquet' })).toMatchObject({
    accepted: 2,
    orders: 1,
  });
  expect(
    await importPurchases({ ...kept, rows: rows(), existing: ['kept.parquet'], key: 'more.parquet' }),
  ).toMatchObject({
    accepted: 0,
    duplicatesInLake: 2,
  });
  const withIds = await lake.importRows(
    twice.map((fields, i) => ({ ...fields, lineId: String(i) })),
    'ids.parquet',
  );
  expect(withIds.imported.accepted).toBe(2);
});

test('an empty file is an answer too', async () => {
  expect((await lake.importRows([], 'none.parquet')).imported).toMatchObject({ accepted: 0, net: [] });
});
