import { seededRandom } from '@soundings/statistics/random';
import { TrinoSQL } from 'dt-sql-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { association, basketRules } from './basket-rules.ts';
import { type BuildOptions, buildDefaults } from './build-customers.ts';
import { buyingHabits } from './buying-habits.ts';
import { campaignEffect, groupTotals, TooFewCustomersError } from './campaign-effect.ts';
import { churnWarnings, explanation, rhythmOf } from './churn-warnings.ts';
import { cohortRetention } from './cohorts.ts';
import { type CountedPurchases, countedPurchases } from './counted-purchases.ts';
import { customerInsights } from './customer-insights.ts';
import { customerProfile } from './customer-profile.ts';
import { parseEvent } from './event-row.ts';
import { importEvents } from './import-events.ts';
import { type Fields, openTestLake } from './lake.fixture.ts';
import { segmentMigration } from './migration.ts';
import { purchaseFunnels, touches } from './purchase-path.ts';
import { holdRates, storeRates } from './reporting-currency.ts';
import { standingLines } from './standing-lines.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
const purchases = ['p.parquet'];
const SNAPSHOT = '2024-07-01';

/** 160 customers in two years: who has a low number buys often, the last forty stop early; bread and butter go together. */
function rows(): Fields[] {
  const list: Fields[] = [];
  for (let customer = 0; customer < 160; customer++) {
    const every = 10 + ((customer * 37) % 90);
    const until = customer >= 120 ? 200 : 700;
    for (let day = customer % 60; day < until; day += every + ((day * 7) % 11)) {
      const date = new Date(Date.UTC(2022, 6, 1 + day, 9 + (customer % 10))).toISOString();
      const order = {
        orderId: `${customer}-${day}`,
        customerId: `c${customer}`,
        date,
        channel: customer % 2 ? 'app' : 'shop',
        region: '广东',
      };
      const product = (day + customer) % 3 === 0 ? 'bread' : 'soap';
      list.push({ ...order, product, category: 'daily', quantity: '1', unitPrice: String(5 + (customer % 7)) });
      if (product === 'bread' && day % 4 !== 0)
        list.push({ ...order, product: 'butter', category: 'fresh', quantity: '1', unitPrice: '3' });
    }
  }
  return list;
}

beforeAll(async () => {
  lake = await openTestLake();
  await lake.importRows(rows(), 'p.parquet');
  await lake.importRows(
    [{ orderId: 'R', customerId: 'c1', date: '2024-01-01', amount: '-1', refundOf: '1-1' }],
    'q.parquet',
    purchases,
  );
  await lake.importRows(
    [{ orderId: 'U', customerId: 'c1', date: '2024-01-01', amount: '1', currency: 'USD' }],
    'usd.parquet',
    purchases,
  );
  await storeRates(lake.duckdb, [{ currency: 'USD', day: '2020-01-01', rate: 7 }], 'rates.parquet');
  await lake.build({ purchases, snapshot: SNAPSHOT, key: 'now.parquet' });
  await lake.build({
    purchases,
    snapshot: '2024-01-01',
    key: 'then.parquet',
    options: { scoring: { method: 'quantiles' }, unit: 'account' },
  });
  await lake.build({
    purchases: ['p.parquet', 'usd.parquet'],
    snapshot: SNAPSHOT,
    key: 'cny.parquet',
    options: {
      currency: 'CNY',
      rates: ['rates.parquet'],
      scoring: {
        method: 'cut-offs',
        recencyDays: [10, 30, 60, 90],
        frequency: [2, 3, 5, 9],
        monetary: [10, 20, 50, 90],
      },
    },
  });
});
afterAll(() => lake.close());

async function linesOf(keys: readonly string[], snapshot = SNAPSHOT, options: Partial<BuildOptions> = {}) {
  const counted = await countedPurchases(lake.duckdb, keys, { ...buildDefaults, ...options, snapshot });
  return standingLines(lake.duckdb, counted, (name) => `${name}.parquet`);
}

test('churn warnings lead with those expected least, explained by their own rhythm', async () => {
  const warnings = await churnWarnings(lake.duckdb, { customers: ['now.parquet'] });
  expect(warnings.length).toBeGreaterThan(10);
  for (const [i, warning] of warnings.entries()) {
    if (i > 0) expect(warning.expectedPurchases).toBeGreaterThanOrEqual(warnings[i - 1]?.expectedPurchases ?? 0);
    expect(warning.silentDays).toBeGreaterThanOrEqual(warning.usualIntervalDays ?? 0);
  }
  expect(Number(warnings[0]?.customerId.slice(1))).toBeGreaterThanOrEqual(120);
  expect(explanation({ days: 21, intervals: 3 }, 63)).toEqual({
    'zh-CN': '通常每 21 天购买一次，已 63 天没有购买',
    en: 'usually every 21 days, silent for 63 days',
  });
  // Two purchases are one interval, which is usual for nobody yet.
  expect(rhythmOf({ intervalDays: 40, recencyDays: 63, tenureDays: 103 })).toEqual({ days: 40, intervals: 1 });
  expect(explanation({ days: 40, intervals: 1 }, 63).en).toBe('bought on two days, 40 days apart, silent for 63 days');
});

test('predictions are there for every customer, and values lie within their intervals', async () => {
  const customers = await lake.duckdb.query('SELECT * FROM c', { c: ['now.parquet'] });
  expect(customers).toHaveLength(160);
  for (const { expected_purchases, p_none, clv, clv_low, clv_high } of customers) {
    expect(Number(expected_purchases)).toBeGreaterThanOrEqual(0);
    expect(Number(p_none)).toBeGreaterThanOrEqual(0);
    expect(Number(p_none)).toBeLessThanOrEqual(1);
    if (clv_high !== null && clv !== null) expect(Number(clv_low)).toBeLessThanOrEqual(Number(clv_high));
  }
});

test('cohorts start with all of their customers and never exceed them', async () => {
  const cohorts = await cohortRetention(lake.duckdb, await linesOf(purchases));
  expect(cohorts.map(({ month, customers }) => [month, customers])).toEqual([
    ['2022-07', 93],
    ['2022-08', 67],
  ]);
  for (const { customers, active } of cohorts) for (const n of active) expect(n).toBeLessThanOrEqual(customers);
  expect(cohorts[0]?.active).toHaveLength(24);
  // Of a month that is not over, who did not buy may yet.
  const [midway] = await cohortRetention(lake.duckdb, await linesOf(purchases, '2024-06-15'));
  expect(midway?.active).toHaveLength(23);
  expect(midway?.active).toEqual(cohorts[0]?.active.slice(0, 23));
});

test('habits count orders, and rates carry their interval', async () => {
  const habits = await buyingHabits(lake.duckdb, await linesOf(purchases));
  expect(habits.customers).toBe(160);
  expect(habits.channels.reduce((sum, { n }) => sum + n, 0)).toBe(habits.orders);
  expect(habits.weekdays).toHaveLength(7);
  expect(habits.regions).toEqual([{ value: '广东', n: habits.orders }]);
  for (const { rate, low, high } of [habits.repeat, habits.multiItem, habits.secondPurchase]) {
    expect(low).toBeLessThanOrEqual(rate);
    expect(high).toBeGreaterThanOrEqual(rate);
  }
  expect(habits.priceBands[0]?.value).toBe('5–10');
});

test('habits and cohorts count the orders, people and money that segments count', async () => {
  const order = (orderId: string, customerId: string, date: string, amount: string, more: Fields = {}) => ({
    orderId,
    customerId,
    date,
    amount,
    accountId: `acc-${customerId}`,
    ...more,
  });
  await lake.importRows(
    [
      order('a1', 'a', '2024-01-05', '100', { currency: 'USD' }),
      order('a2', 'a', '2024-02-05', '70'),
      order('a2', 'a', '2024-02-07', '-70', { refundOf: 'a2' }),
      order('b1', 'b', '2024-01-06', '7', { accountId: 'acc-a' }),
      order('c1', 'c', '2024-01-06', '50'),
      order('c1', 'c', '2024-01-07', '-20', { refundOf: 'c1' }),
      order('d1', 'd', '2024-01-08', '9'),
      order('d1', 'd', '2024-01-09', '-9', { refundOf: 'd1' }),
    ],
    'mixed.parquet',
  );
  const keys = ['mixed.parquet'];
  for (const unit of ['customer', 'account'] as const) {
    const options = { currency: 'CNY', rates: ['rates.parquet'], unit };
    const report = await lake.build({ purchases: keys, snapshot: SNAPSHOT, options, key: 'mixed-customers.parquet' });
    const customers = await lake.duckdb.query('SELECT * FROM c ORDER BY customer_id', {
      c: ['mixed-customers.parquet'],
    });
    const lines = await linesOf(keys, SNAPSHOT, options);
    const habits = await buyingHabits(lake.duckdb, lines);
    expect(habits.customers).toBe(report.customers);
    expect(habits.orders).toBe(customers.reduce((sum, { frequency }) => sum + Number(frequency), 0));
    expect(Number(habits.averageOrder) * habits.orders).toBeCloseTo(Number(report.revenue), 6);
    expect(habits.repeat.k).toBe(customers.filter(({ frequency }) => Number(frequency) > 1).length);
    expect(habits.priceBands).toEqual([
      { value: '20–50', n: 1 },
      { value: '500–1000', n: 1 },
      { value: '5–10', n: 1 },
    ]);
    const cohorts = await cohortRetention(lake.duckdb, lines);
    expect(cohorts).toEqual([
      { month: '2024-01', customers: report.customers, active: [report.customers, 0, 0, 0, 0, 0] },
    ]);
    // What a piece costs them is told in one currency too: 100 dollars, 20 + 30 yuan.
    if (unit === 'customer') expect(customers[0]).toMatchObject({ customer_id: 'a', price_band: '200–500' });
  }
});

test('what is bought together is found, what is not is left out', async () => {
  const rules = await basketRules(lake.duckdb, await linesOf(purchases));
  expect(new Set(rules.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(['bread butter', 'butter bread']));
  expect(rules[0]?.low).toBeGreaterThan(1);
  // By hand: lift .3/(.4·.5) = 1.5, sd of its logarithm √((1/300 − 1/400 − 1/500 + 2/1000)) .
  const told = association({ both: 300, from: 400, to: 500, all: 1000 });
  expect(told.lift).toBeCloseTo(1.5, 12);
  expect(told.high).toBeCloseTo(1.5 * Math.exp(1.959963985 * Math.sqrt(1 / 300 - 1 / 400 - 1 / 500 + 2 / 1000)), 9);
});

test('what is told of all customers is the same where they are looked at slice by slice', async () => {
  const snapshot = { day: SNAPSHOT, key: 'now.parquet', customers: 160 };
  const asked = { ...buildDefaults, snapshot: SNAPSHOT };
  const whole = await countedPurchases(lake.duckdb, purchases, asked);
  const sliced = await countedPurchases(
    { ...lake.duckdb, groupedAtOnce: { rows: 700, groups: 500 } },
    purchases,
    asked,
  );
  expect(whole.slices).toEqual([null]);
  expect(sliced.slices.length).toBeGreaterThan(3);
  const told = (counted: CountedPurchases) =>
    customerInsights(lake.duckdb, { counted, events: [], snapshots: [snapshot] });
  const { baskets, ...others } = await told(sliced);
  expect({ ...others, baskets }).toEqual(await told(whole));
  expect(baskets.products).toHaveLength(2);
});

test('of products that are bought independently of each other no pair is told', async () => {
  const random = seededRandom(5);
  // 1,500 orders of 40 products that have nothing to do with each other: 780 pairs, of which some always look close.
  const independent = Array.from({ length: 1500 }, (_, order) =>
    Array.from({ length: 40 }, (_, product) => product)
      .filter(() => random() < 0.09)
      .map((product) => ({
        orderId: `i${order}`,
        customerId: `i${order % 300}`,
        date: '2024-02-01',
        amount: '5',
        product: `p${product}`,
      })),
  ).flat();
  await lake.importRows(independent, 'independent.parquet');
  expect(await basketRules(lake.duckdb, await linesOf(['independent.parquet']))).toEqual([]);
});

test('a campaign is told apart from its holdout with intervals', async () => {
  const half = (parity: number) =>
    lake.duckdb.stage(`members${parity}`, { customer_id: 'VARCHAR' }, [
      Array.from({ length: 80 }, (_, i) => [`c${2 * i + parity}`]),
    ]);
  for (const parity of [0, 1]) {
    await half(parity);
    await lake.duckdb.store(`SELECT * FROM members${parity}`, {}, `members${parity}.parquet`);
  }
  const totals = (parity: number) =>
    groupTotals(lake.duckdb, {
      members: [`members${parity}.parquet`],
      purchases,
      scope: { unit: 'customer', convertTo: null },
      from: '2024-01-01',
      until: SNAPSHOT,
      snapshots: { before: ['then.parquet'], after: ['now.parquet'] },
    });
  const effect = campaignEffect(await totals(0), await totals(1), 'CNY');
  expect(effect.audience.n).toBe(80);
  expect(effect.repurchase.low).toBeLessThan(effect.repurchase.difference);
  expect(effect.repurchase.high).toBeGreaterThan(effect.repurchase.difference);
  // Scored as accounts then, and nobody had one: the same people.
  expect(effect.movedUp).toMatchObject({ audience: { of: 80 }, holdout: { of: 80 } });
  // Newcombe (1998), table II, column (a): 56/70 − 48/80.
  const known = campaignEffect(
    { n: 70, bought: 56, sum: 0, squares: 0, moved: null },
    { n: 80, bought: 48, sum: 0, squares: 0, moved: null },
    'CNY',
  );
  // Nobody's money says how sure a difference of money is.
  expect(known.revenue).toBeNull();
  expect(known.repurchase.low).toBeCloseTo(0.0524, 4);
  expect(known.repurchase.high).toBeCloseTo(0.3339, 4);
  expect(() =>
    campaignEffect(
      { n: 1, bought: 1, sum: 1, squares: 1, moved: null },
      { n: 9, bought: 1, sum: 1, squares: 1, moved: null },
      'CNY',
    ),
  ).toThrow(TooFewCustomersError);
});

test('a campaign’s money is told in one currency, and its interval holds the truth of small lists too', async () => {
  await lake.duckdb.stage('members', { customer_id: 'VARCHAR' }, [[['c1']]]);
  await holdRates(lake.duckdb, [{ currency: 'USD', day: '2020-01-01', rate: 7 }]);
  const usd = { purchases: ['usd.parquet'], from: '2024-01-01', until: SNAPSHOT };
  expect(await groupTotals(lake.duckdb, { ...usd, scope: { unit: 'customer', convertTo: 'CNY' } })).toEqual({
    n: 1,
    bought: 1,
    sum: 7,
    squares: 49,
    moved: null,
  });
  const random = seededRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const group = (n: number, spread: number) => {
    const values = Array.from({ length: n }, () => 100 + spread * normal());
    const sum = values.reduce((total, value) => total + value, 0);
    return { n, bought: n, sum, squares: values.reduce((total, value) => total + value * value, 0), moved: null };
  };
  let held = 0;
  for (let run = 0; run < 2000; run++) {
    const revenue = campaignEffect(group(5, 10), group(4, 30), 'CNY').revenue;
    if (revenue && revenue.low <= 0 && revenue.high >= 0) held++;
  }
  // With the normal quantile it is 85 %.
  expect(held / 2000).toBeGreaterThan(0.935);
});

test('events become a funnel, by segment too, with what was met first and last', async () => {
  const files = ['visit', '浏览', 'add to cart', 'order'].flatMap((kind, step) =>
    Array.from({ length: 100 - 25 * step }, (_, i) => ({
      customerId: `c${i}`,
      date: `2024-03-01 1${step}:00`,
      kind,
      channel: step === 0 ? 'ad' : 'mail',
    })),
  );
  const events = files
    .map((fields) => parseEvent(fields))
    .flatMap((parsed) => ('event' in parsed ? [parsed.event] : []));
  expect(parseEvent({ customerId: 'c', date: '2024-03-01', kind: 'sneeze' })).toEqual({ reject: 'unknown_event' });
  async function* batches() {
    yield [...events, ...events.slice(0, 5)];
  }
  const file = { duckdb: lake.duckdb, existing: [] as string[], key: 'e.parquet', importId: 'e' };
  expect(await importEvents({ ...file, rows: batches() })).toEqual({ accepted: 250, duplicates: 5 });
  expect(await importEvents({ ...file, rows: batches(), existing: ['e.parquet'], key: 'e2.parquet' })).toEqual({
    accepted: 0,
    duplicates: 255,
  });
  const [all, ...segments] = await purchaseFunnels(lake.duckdb, { events: ['e.parquet'], customers: ['now.parquet'] });
  expect(all?.steps.map(({ customers, fromBefore, medianHours }) => [customers, fromBefore, medianHours])).toEqual([
    [100, null, null],
    [75, 0.75, 1],
    [50, 50 / 75, 1],
    [25, 0.5, 1],
  ]);
  expect(segments.reduce((sum, { steps }) => sum + (steps[0]?.customers ?? 0), 0)).toBe(100);
  expect(await touches(lake.duckdb, ['e.parquet'])).toEqual([
    { touch: 'first', channel: 'ad', campaign: null, customers: 25 },
    { touch: 'last', channel: 'mail', campaign: null, customers: 25 },
  ]);
});

test('every statement that was asked passes the grammar of Trino', async () => {
  await segmentMigration({ engine: lake.duckdb, before: ['then.parquet'], after: ['now.parquet'], map: 'eight' });
  await customerProfile(lake.duckdb, 'c1', { snapshots: ['now.parquet'], purchases, answers: [] });
  const trino = new TrinoSQL();
  // Of statements that differ in numbers and keys only, one is enough.
  const kinds = new Map([...lake.statements].map((sql) => [sql.replaceAll(/\d+/g, '0').replaceAll(/\s+/g, ' '), sql]));
  expect(kinds.size).toBeGreaterThan(25);
  for (const sql of kinds.values()) expect({ sql, errors: trino.validate(sql) }).toEqual({ sql, errors: [] });
}, 60_000);
