import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fields, openTestLake } from './lake.fixture.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

/** Imports files one after the other into a lake of their own. Gives each line as it stands there, and what was doubtful. */
async function imported(name: string, files: readonly Fields[][], amountOf: 'line' | 'order' = 'order') {
  const keys: string[] = [];
  const doubts: string[] = [];
  for (const [i, rows] of files.entries()) {
    const key = `${name}-${i}.parquet`;
    const { imported } = await lake.importRows(rows, key, keys, { amountOf });
    doubts.push(...imported.otherTotals.map(({ line, reason }) => `${i}:${line} ${reason}`));
    if (imported.accepted > 0) keys.push(key);
  }
  const ask = (what: string) => lake.duckdb.query(`${what} FROM t`, { t: keys });
  const lines = await ask('SELECT order_id, kind, currency, sku, CAST(amount AS VARCHAR) AS amount');
  const [{ orders } = { orders: 0 }] = await ask('SELECT count(opened_at) AS orders');
  return { lines, doubts, orders: Number(orders) };
}

const line = (orderId: string, sku: string, amount: string, more: Fields = {}): Fields => ({
  orderId,
  customerId: 'u',
  date: '2024-01-01 10:00',
  sku,
  quantity: '1',
  amount,
  ...more,
});
const amounts = (lines: readonly Record<string, unknown>[]) =>
  Object.fromEntries(lines.map(({ sku, amount }) => [String(sku), Number(amount)]));

test('an order’s total is shared by what its lines cost, to the cent', async () => {
  const priced = ['10', '20', '3'].map((unitPrice, i) => line('1', `s${i}`, '100.00', { unitPrice }));
  const { lines, orders } = await imported('priced', [priced]);
  expect(amounts(lines)).toEqual({ s0: 30.3, s1: 60.6, s2: 9.1 });
  expect(orders).toBe(1);
  const counted = ['1', '2', ''].map((quantity, i) => line('1', `s${i}`, '100.00', { quantity }));
  expect(amounts((await imported('counted', [counted.slice(0, 2)])).lines)).toEqual({ s0: 33.33, s1: 66.67 });
  expect(amounts((await imported('even', [counted])).lines)).toEqual({ s0: 33.33, s1: 33.33, s2: 33.34 });
});

test('read as lines’ own, the same file counts each', async () => {
  const rows = ['a', 'b', 'c'].map((sku) => line('1', sku, '100'));
  expect(amounts((await imported('lines', [rows], 'line')).lines)).toEqual({ a: 100, b: 100, c: 100 });
});

test('a line of an order that is paid for already brings no money, and says where its total is another', async () => {
  const { lines, doubts, orders } = await imported('later', [
    [line('1', 'a', '100')],
    [line('1', 'a', '100'), line('1', 'b', '100')],
    [line('1', 'c', '120')],
  ]);
  expect(amounts(lines)).toEqual({ a: 100, b: 0, c: 0 });
  expect(doubts).toEqual(['2:1 another_total']);
  expect(orders).toBe(1);
});

test('lines of one file that name different totals are no totals', async () => {
  const { lines, doubts } = await imported('odd', [[line('1', 'a', '5'), line('1', 'b', '7'), line('2', 'c', '9')]]);
  expect(amounts(lines)).toEqual({ a: 5, b: 7, c: 9 });
  expect(doubts).toEqual(['0:1 different_totals', '0:2 different_totals']);
});

test('a line without an amount belongs to its order’s total, and is its own where the order has none', async () => {
  const bare = { amount: '', unitPrice: '20' };
  const rows = [line('1', 'a', '50', { unitPrice: '30' }), line('1', 'b', '', bare), line('2', 'c', '', bare)];
  expect(amounts((await imported('bare', [rows])).lines)).toEqual({ a: 30, b: 20, c: 20 });
});

const order = fc.record({
  cents: fc.integer({ min: 1, max: 9_999_999 }),
  currency: fc.constantFrom('CNY', 'USD', 'EUR'),
  customer: fc.constantFrom('u', 'v'),
  lines: fc.array(
    fc.record({
      quantity: fc.constantFrom('1', '2', '5', ''),
      unitPrice: fc.constantFrom('', '9.9', '0', '120'),
      file: fc.nat(2),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  /** What is given back of it, how often: on all its lines, one day after the other. */
  refunds: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { maxLength: 2 }),
});

test('money is conserved to the cent in every currency, however lines are split over files and sent again', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 6 }), fc.nat(2), async (orders, again) => {
      const files: Fields[][] = [[], [], []];
      const paid: Record<string, number> = {};
      const add = (currency: string, cents: number) => {
        paid[currency] = (paid[currency] ?? 0) + cents;
      };
      for (const [i, { cents, currency, customer, lines, refunds }] of orders.entries()) {
        add(currency, cents);
        for (const back of refunds) add(currency, -back);
        for (const [j, { quantity, unitPrice, file }] of lines.entries()) {
          const article = { customerId: customer, currency, quantity, unitPrice };
          const sold = line(`o${i}`, `s${j}`, (cents / 100).toFixed(2), article);
          files[file]?.push(sold);
          for (const [k, back] of refunds.entries())
            files[file]?.push({ ...sold, date: `2024-02-0${k + 1}`, amount: (-back / 100).toFixed(2) });
        }
      }
      const { lines, doubts, orders: opened } = await imported(`run${run++}`, [...files, files[again] ?? []]);
      const kept: Record<string, number> = {};
      for (const { currency, amount } of lines)
        kept[String(currency)] = Math.round((kept[String(currency)] ?? 0) + Number(amount) * 100);
      expect(kept).toEqual(paid);
      expect(doubts).toEqual([]);
      expect(opened).toBe(orders.length);
      for (const [i, { cents }] of orders.entries()) {
        const own = lines.filter(({ order_id, kind }) => order_id === `o${i}` && kind === 'sale');
        expect(Math.round(own.reduce((sum, { amount }) => sum + Number(amount) * 100, 0))).toBe(cents);
        expect(own.every(({ amount }) => /^\d+\.\d\d00$/.test(String(amount)))).toBe(true);
      }
    }),
    { numRuns: 8 },
  );
});
