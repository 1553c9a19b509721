import { TrinoSQL } from 'dt-sql-parser';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDefaults } from './build-customers.ts';
import { countedPurchases } from './counted-purchases.ts';
import { type Fields, openTestLake } from './lake.fixture.ts';
import { buildPastSnapshots, monthsBefore } from './past-snapshots.ts';
import { summarySql } from './purchases-sql.ts';
import { storeRates } from './reporting-currency.ts';

const SNAPSHOT = '2025-04-15';
const TOLD =
  'customer_id, frequency, first_at, last_at, net, recency_days, tenure_days, CAST(average_order AS DOUBLE) AS average_order';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeAll(async () => {
  lake = await openTestLake();
  const rates = [
    { currency: 'USD', day: '2020-01-01', rate: 7.1234 },
    { currency: 'USD', day: '2024-09-09', rate: 6.8765 },
  ];
  await storeRates(lake.duckdb, rates, 'rates.parquet');
});
afterAll(() => lake.close());

const dayOf = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
const orders = fc.array(
  fc.record({
    customer: fc.integer({ min: 1, max: 7 }),
    account: fc.constantFrom(undefined, undefined, 'X', 'Y'),
    currency: fc.constantFrom('CNY', 'CNY', 'USD'),
    day: fc.integer({ min: 0, max: 480 }),
    cents: fc.integer({ min: 1, max: 9999 }),
    /** A line of the same order that a later file brings, so many days after it. */
    late: fc.option(fc.integer({ min: 0, max: 90 }), { freq: 3 }),
    back: fc.array(
      fc.record({
        after: fc.integer({ min: -40, max: 200 }),
        share: fc.constantFrom(0.3, 0.5, 1, 1, 2),
        file: fc.constantFrom<'before' | 'with' | 'after'>('before', 'with', 'after', 'after'),
      }),
      { maxLength: 3 },
    ),
  }),
  { minLength: 1, maxLength: 30 },
);
type Order = Parameters<Parameters<typeof orders.map>[0]>[0][number];

/** Given back in full before it came, and there again when a late line comes. */
const GONE_AND_BACK: Order = {
  customer: 1,
  account: undefined,
  currency: 'CNY',
  day: 100,
  cents: 500,
  late: 80,
  back: [{ after: 5, share: 1, file: 'before' }],
};

/** The lines of three files: refunds that come before their orders, orders, and what comes afterwards. */
function filesOf(list: readonly Order[]) {
  const files: Record<'before' | 'with' | 'after', Fields[]> = { before: [], with: [], after: [] };
  for (const [i, { customer, account, currency, day, cents, late, back }] of list.entries()) {
    const line = (orderId: string, on: number, amount: number, fields: Fields = {}): Fields => ({
      orderId,
      customerId: `c${customer}`,
      date: dayOf(on),
      amount: (amount / 100).toFixed(2),
      currency,
      ...(account && { accountId: account }),
      ...fields,
    });
    files.with.push(line(`o${i}`, day, cents));
    if (late !== null) files.after.push(line(`o${i}`, day + late, cents, { sku: 'late' }));
    for (const [j, { after, share, file }] of back.entries()) {
      const amount = -Math.max(1, Math.round(cents * share));
      files[file].push(line(`r${i}-${j}`, Math.max(0, day + after), amount, { refundOf: `o${i}` }));
    }
  }
  return files;
}

test.each([
  { name: 'customers at once', unit: 'customer', engine: {} },
  { name: 'customers slice by slice', unit: 'customer', engine: { groupedAtOnce: { rows: 20, groups: 20 } } },
  { name: 'accounts at once', unit: 'account', engine: {} },
  { name: 'accounts that cannot be held at once', unit: 'account', engine: { groupedAtOnce: { rows: 1, groups: 1 } } },
] as const)(
  '$name: what months are added up to is what each is by itself, to the last digit',
  async ({ unit, engine }) => {
    const asked = { ...lake.duckdb, ...engine };
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(orders, async (list) => {
        const purchases: string[] = [];
        for (const [name, rows] of Object.entries(filesOf(list))) {
          const { imported } = await lake.importRows(rows, `${name}.parquet`, purchases);
          if (imported.accepted > 0) purchases.push(`${name}.parquet`);
        }
        const options = { ...buildDefaults, unit, currency: 'CNY', rates: ['rates.parquet'] };
        const counted = await countedPurchases(asked, purchases, { ...options, snapshot: SNAPSHOT });
        await lake.duckdb.store("SELECT TIMESTAMP '2000-01-01' AS first_at", {}, 'begun.parquet');
        const past = await buildPastSnapshots({
          engine: asked,
          counted,
          customers: ['begun.parquet'],
          keyOf: (day) => `past/${day}.parquet`,
          options,
        });
        for (const day of monthsBefore(SNAPSHOT)) {
          const alone = summarySql({ ...counted.scope, slice: null, snapshot: day, later: true });
          const expected = await lake.duckdb.query(
            `SELECT ${TOLD} FROM (${alone}) AS s WHERE frequency > 0 ORDER BY 1`,
            counted.tables,
          );
          const key = past.find((month) => month.day === day)?.key;
          const told = key ? await lake.duckdb.query(`SELECT ${TOLD} FROM t ORDER BY 1`, { t: [key] }) : [];
          expect({ day, told }).toEqual({ day, told: expected });
          compared += expected.length;
        }
      }),
      { numRuns: 3, examples: [[[GONE_AND_BACK]]] },
    );
    expect(compared).toBeGreaterThan(0);
  },
  60_000,
);

test('the purchases are gone through for all months together, not for each', async () => {
  const files = filesOf([{ customer: 1, account: undefined, currency: 'CNY', day: 1, cents: 5, late: null, back: [] }]);
  await lake.importRows(files.with, 'one.parquet');
  const counted = await countedPurchases(lake.duckdb, ['one.parquet'], { ...buildDefaults, snapshot: SNAPSHOT });
  let passes = 0;
  const store: typeof lake.duckdb.store = (sql, tables, key) => {
    if ('purchases' in tables) passes += 1;
    return lake.duckdb.store(sql, tables, key);
  };
  const engine = { ...lake.duckdb, store };
  await lake.duckdb.store("SELECT TIMESTAMP '2000-01-01' AS first_at", {}, 'begun.parquet');
  const past = await buildPastSnapshots({
    engine,
    counted,
    customers: ['begun.parquet'],
    keyOf: (day) => `${day}.parquet`,
  });
  expect(past).toHaveLength(12);
  expect(passes).toBe(2);
});

test('what months are added up from is asked in the grammar of Trino', () => {
  const trino = new TrinoSQL();
  const asked = [...lake.statements].filter((sql) => /\bspan\b|\bsums\b/.test(sql));
  expect(asked.length).toBeGreaterThan(14);
  const kinds = new Map(asked.map((sql) => [sql.replaceAll(/\d+/g, '0').length, sql]));
  for (const sql of kinds.values()) expect({ sql, errors: trino.validate(sql) }).toEqual({ sql, errors: [] });
}, 60_000);
