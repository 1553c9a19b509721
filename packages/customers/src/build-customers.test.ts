import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildDefaults } from './build-customers.ts';
import { countedPurchases, NoPurchasesError } from './counted-purchases.ts';
import { customerProfile } from './customer-profile.ts';
import { type Fields, openTestLake } from './lake.fixture.ts';
import { segmentMigration } from './migration.ts';
import { buildPastSnapshots } from './past-snapshots.ts';
import { CurrencyError, storeRates } from './reporting-currency.ts';
import { eightSegments, elevenSegments, segmentOf } from './segments.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeEach(async () => {
  lake = await openTestLake();
});
afterEach(() => lake.close());

const sale = (orderId: string, customerId: string, date: string, amount: string, fields: Fields = {}): Fields => ({
  orderId,
  customerId,
  date,
  amount,
  ...fields,
});

async function build(rows: readonly Fields[], snapshot = '2024-07-01', options = {}) {
  const key = `customers/${snapshot}.parquet`;
  await lake.importRows(rows, 'p.parquet');
  const report = await lake.build({ purchases: ['p.parquet'], snapshot, key, options });
  const customers = await lake.duckdb.query('SELECT * FROM customers ORDER BY customer_id', { customers: [key] });
  return { report, customers, key };
}

test('every one of the 125 cells is in exactly one of eleven segments', () => {
  expect(elevenSegments.segments).toHaveLength(11);
  expect(new Set(eightSegments.segments.map(({ id }) => id)).size).toBe(8);
  for (let r = 1; r <= 5; r++)
    for (let f = 1; f <= 5; f++)
      for (let m = 1; m <= 5; m++) {
        const boxes = elevenSegments.segments
          .flatMap(({ cells }) => cells)
          .filter((cell) => cell.r === r && cell.fm[0] <= f + m && f + m <= cell.fm[1]);
        expect(boxes).toHaveLength(1);
        expect(segmentOf({ r, f, m }, false)).not.toBe('new');
      }
});

test('a region is that of the latest purchase that names one, and none where none does', async () => {
  const { customers } = await build([
    sale('1', 'a', '2024-01-10', '50', { region: '广东' }),
    sale('2', 'a', '2024-03-10', '50', { region: '上海' }),
    sale('3', 'a', '2024-06-10', '80'),
    sale('4', 'b', '2024-06-10', '80'),
  ]);
  expect(customers.map(({ region }) => region)).toEqual(['上海', null]);
});

test('an order given back in full is no purchase, one given back in part is one of less money', async () => {
  const { customers, report } = await build([
    sale('1', 'a', '2024-01-10', '50'),
    sale('2', 'a', '2024-06-10', '80'),
    sale('R2', 'a', '2024-06-20', '-80', { refundOf: '2' }),
    sale('3', 'b', '2024-05-01', '100'),
    sale('R3', 'b', '2024-05-02', '-40', { refundOf: '3' }),
    sale('4', 'c', '2024-05-01', '30'),
    sale('R4', 'c', '2024-05-02', '-30', { refundOf: '4' }),
  ]);
  expect(
    customers.map(({ customer_id, frequency, monetary, recency_days }) => [
      customer_id,
      frequency,
      monetary,
      recency_days,
    ]),
  ).toEqual([
    ['a', 1, 50, 173],
    ['b', 1, 60, 61],
  ]);
  expect(report).toMatchObject({ customers: 2, revenue: '110.0000', withoutOrders: { n: 1, revenue: '0.0000' } });
});

test('a refund that was imported before its order counts the same', async () => {
  const order = sale('1', 'a', '2024-01-10', '50');
  const other = sale('2', 'a', '2024-02-10', '20');
  const refund = sale('R', 'a', '2024-03-10', '-50', { refundOf: '1' });
  await lake.importRows([refund], 'early.parquet');
  await lake.importRows([order, other], 'late.parquet', ['early.parquet']);
  await lake.build({ purchases: ['early.parquet', 'late.parquet'], snapshot: '2024-07-01', key: 'c.parquet' });
  expect(await lake.duckdb.query('SELECT frequency, monetary FROM c', { c: ['c.parquet'] })).toEqual([
    { frequency: 1, monetary: 20 },
  ]);
});

test('the snapshot is exclusive, and refunds after it have not happened yet', async () => {
  const { customers } = await build(
    [
      sale('1', 'a', '2024-06-30 23:59', '50'),
      sale('2', 'a', '2024-07-01', '80'),
      sale('R', 'a', '2024-07-02', '-50', { refundOf: '1' }),
    ],
    '2024-07-01',
  );
  expect(customers).toMatchObject([{ frequency: 1, monetary: 50, recency_days: 1, snapshot: '2024-07-01' }]);
});

test('past months tell who stood where then, as a build of that day would', async () => {
  const rows = Array.from({ length: 40 }, (_, i) =>
    sale(`o${i}`, `c${i % 13}`, `2024-0${1 + (i % 6)}-${10 + (i % 19)}`, `${5 + ((i * 7) % 50)}`),
  );
  const { key } = await build([...rows, sale('r', 'c3', '2024-06-02', '-26', { refundOf: 'o3' })], '2024-07-15');
  const snapshots = await buildPastSnapshots({
    engine: lake.duckdb,
    counted: await countedPurchases(lake.duckdb, ['p.parquet'], { ...buildDefaults, snapshot: '2024-07-15' }),
    customers: [key],
    keyOf: (day) => `past/${day}.parquet`,
  });
  expect(snapshots.map(({ day }) => day)).toEqual([1, 2, 3, 4, 5, 6].map((i) => `2024-0${8 - i}-01`));
  for (const { day, key, customers } of snapshots) {
    const of = (table: string) =>
      lake.duckdb.query('SELECT customer_id, segment, eight, r, f, m, net, snapshot FROM t ORDER BY 1', { t: [table] });
    await lake.build({ purchases: ['p.parquet'], snapshot: day, key: 'then.parquet' });
    expect(await of(key)).toEqual(await of('then.parquet'));
    expect(await of(key)).toHaveLength(customers);
  }
});

test('accounts stand for their people where that is asked', async () => {
  const rows = [
    sale('1', 'a', '2024-05-01', '10', { accountId: 'X' }),
    sale('2', 'b', '2024-06-01', '20', { accountId: 'X' }),
    sale('3', 'c', '2024-06-01', '5'),
  ];
  const { customers, key } = await build(rows, '2024-07-01', { unit: 'account' });
  const profile = await customerProfile(lake.duckdb, 'X', { snapshots: [key], purchases: ['p.parquet'], answers: [] });
  expect(profile).toMatchObject({ customer: { frequency: 2 }, purchaseCount: 2 });
  expect(customers.map(({ customer_id, frequency }) => [customer_id, frequency])).toEqual([
    ['X', 2],
    ['c', 1],
  ]);
});

test('several currencies need a choice and a rate for every day, and are converted at the day of the order', async () => {
  const rows = [sale('1', 'a', '2024-01-10', '100'), sale('2', 'a', '2024-02-10', '10', { currency: 'USD' })];
  await expect(build(rows)).rejects.toThrow(CurrencyError);
  await expect(build(rows, '2024-07-01', { currency: 'CNY' })).rejects.toThrow(/supply exchange rates/);
  await storeRates(lake.duckdb, [{ currency: 'USD', day: '2024-02-11', rate: 7 }], 'late-rates.parquet');
  await expect(build(rows, '2024-07-01', { currency: 'CNY', rates: ['late-rates.parquet'] })).rejects.toThrow(
    /1 in USD from 2024-02-10/,
  );
  await storeRates(
    lake.duckdb,
    [
      { currency: 'USD', day: '2024-01-01', rate: 7.1 },
      { currency: 'USD', day: '2024-02-11', rate: 7.9 },
    ],
    'rates.parquet',
  );
  const { report } = await build(rows, '2024-07-01', { currency: 'CNY', rates: ['rates.parquet'] });
  expect(report).toMatchObject({ currency: 'CNY', revenue: '171.0000' });
});

test('no orders is refused, one customer is answered', async () => {
  await expect(build([sale('R', 'a', '2024-01-01', '-5')])).rejects.toThrow(NoPurchasesError);
  const { report, customers } = await build([sale('1', 'a', '2024-06-01', '5')]);
  expect(report).toMatchObject({ customers: 1, calibration: null });
  expect(customers).toMatchObject([{ r: 5, f: 1, m: 1, segment: 'new' }]);
  expect(report.models.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['too_few_customers']));
});

test('where all bought last on the same day, nobody is called lost for it', async () => {
  const { customers } = await build([
    sale('1', 'a', '2024-06-30', '5'),
    sale('2', 'b', '2024-06-30', '50'),
    sale('3', 'c', '2024-06-30', '500'),
  ]);
  expect(customers.map(({ r, segment }) => [r, segment])).toEqual([
    [5, 'new'],
    [5, 'new'],
    [5, 'potential_loyalists'],
  ]);
});

const day = fc
  .integer({ min: 0, max: 180 })
  .map((n) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const orders = fc.array(
  fc.record({
    customer: fc.integer({ min: 1, max: 12 }),
    day,
    cents: fc.integer({ min: 1, max: 5000 }),
    back: fc.constantFrom(0, 0, 0, 0.5, 1),
  }),
  { minLength: 1, maxLength: 40 },
);
const rowsOf = (list: { customer: number; day: string; cents: number; back: number }[]): Fields[] =>
  list.flatMap(({ customer, day, cents, back }, i) => {
    const order = sale(`o${i}`, `c${customer}`, day, (cents / 100).toFixed(2));
    const refund = sale(`r${i}`, `c${customer}`, day, (-Math.round(cents * back) / 100).toFixed(2), {
      refundOf: `o${i}`,
    });
    return back === 0 || Math.round(cents * back) === 0 ? [order] : [order, refund];
  });

test.each(['percent-rank', 'quantiles'] as const)(
  'with %s, equal values have equal scores, order of rows does not matter, money is conserved, nobody old is new',
  async (method) => {
    await fc.assert(
      fc.asyncProperty(orders, async (list) => {
        // Where every order is given back whole there is nothing to segment, which is refused.
        fc.pre(list.some(({ cents, back }) => Math.round(cents * back) < cents));
        const rows = rowsOf(list);
        const options = { scoring: { method } };
        const { report, customers } = await build(rows, '2024-07-01', options);
        for (const [value, score] of [
          ['recency_days', 'r'],
          ['frequency', 'f'],
          ['net', 'm'],
        ] as const) {
          const scores = new Map<unknown, unknown>();
          for (const customer of customers) {
            expect(scores.get(customer[value]) ?? customer[score]).toBe(customer[score]);
            scores.set(customer[value], customer[score]);
          }
        }
        for (const { segment, tenure_days } of customers)
          if (segment === 'new') expect(tenure_days).toBeLessThanOrEqual(90);
        const cents = (money: string) => BigInt(money.replace('.', ''));
        const bought = list.reduce((sum, { cents, back }) => sum + BigInt(cents - Math.round(cents * back)) * 100n, 0n);
        for (const segments of [report.segments, report.eight]) {
          const sum = segments.reduce((total, { revenue }) => total + cents(revenue), 0n);
          expect(sum + cents(report.withoutOrders.revenue)).toBe(bought);
          expect(segments.reduce((total, { n }) => total + n, 0)).toBe(report.customers);
        }
        const { customers: shuffled } = await build(rows.toReversed(), '2024-07-01', options);
        expect(shuffled).toEqual(customers);
      }),
      { numRuns: 3 },
    );
  },
  60_000,
);

test('percent rank is what SQL calls percent_rank', async () => {
  const rows = Array.from({ length: 57 }, (_, i) =>
    sale(`o${i}`, `c${i}`, `2024-0${1 + (i % 6)}-1${i % 3}`, String(1 + ((i * 13) % 11))),
  );
  const { key } = await build(rows);
  const wrong = await lake.duckdb.query(
    `SELECT * FROM (SELECT r, f, m, least(5, 1 + floor(5 * percent_rank() OVER (ORDER BY recency_days DESC))) AS er,
       least(5, 1 + floor(5 * percent_rank() OVER (ORDER BY frequency))) AS ef,
       least(5, 1 + floor(5 * percent_rank() OVER (ORDER BY net))) AS em FROM c) WHERE r <> er OR f <> ef OR m <> em`,
    { c: [key] },
  );
  expect(wrong).toEqual([]);
});

test('the migration matrix sums to both snapshots', async () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    sale(`o${i}`, `c${(i * 7) % 23}`, `2024-0${1 + (i % 6)}-15`, String(5 + (i % 9))),
  );
  const before = await build(rows, '2024-04-01');
  const after = await build(rows, '2024-07-01');
  const { cells, flows } = await segmentMigration({ engine: lake.duckdb, before: [before.key], after: [after.key] });
  for (const { id, n } of before.report.segments) {
    expect(cells.filter(({ from }) => from === id).reduce((sum, cell) => sum + cell.n, 0)).toBe(n);
  }
  for (const { id, n } of after.report.segments) {
    expect(cells.filter(({ to }) => to === id).reduce((sum, cell) => sum + cell.n, 0)).toBe(n);
    if (n > 0) expect(flows.find(({ segment }) => segment === id)?.after).toBe(n);
  }
});

test('customers of more purchases than can be grouped at once are taken slice by slice, and come out the same', async () => {
  const rows = Array.from({ length: 400 }, (_, i) =>
    sale(`o${i}`, `c${(i * i) % 61}`, `2024-0${1 + (i % 6)}-${10 + (i % 19)}`, `${5 + ((i * 7) % 50)}`, {
      category: `k${i % 3}`,
      channel: `h${i % 4}`,
      region: `r${i % 5}`,
    }),
  );
  const back = rows.flatMap(({ orderId, customerId, amount }, i) =>
    i % 9 === 0 ? [sale(`r${orderId}`, `${customerId}`, '2024-06-29', `-${amount}`, { refundOf: `${orderId}` })] : [],
  );
  await lake.importRows([...rows.slice(0, 300), ...back], 'p.parquet');
  await lake.importRows(rows.slice(250), 'q.parquet', ['p.parquet']);
  const purchases = ['p.parquet', 'q.parquet'];
  const engine = { ...lake.duckdb, groupedAtOnce: { rows: 60, groups: 20 } };
  const snapshot = '2024-07-01';
  const asked = { ...buildDefaults, snapshot };
  expect((await countedPurchases(engine, purchases, asked)).slices).toHaveLength(8);
  expect((await countedPurchases(engine, purchases, { ...asked, unit: 'account' })).slices).toEqual([null]);

  const whole = await lake.build({ purchases, snapshot, key: 'customers/whole.parquet' });
  const sliced = await lake.build({ purchases, snapshot, key: 'customers/sliced.parquet', engine });
  expect(sliced).toEqual(whole);
  const rowsOf = (key: string) => lake.duckdb.query('SELECT * FROM c', { c: [key] });
  expect(await rowsOf('customers/sliced.parquet')).toEqual(await rowsOf('customers/whole.parquet'));
  expect(await rowsOf('customers/whole.parquet')).toHaveLength(whole.customers);
});
