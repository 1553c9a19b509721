import type { CustomerInsights, ScoreCell } from '@soundings/contracts/customer-insights';
import type { CustomerSnapshot } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { basketRules } from './basket-rules.ts';
import { buyingHabits } from './buying-habits.ts';
import { behaviouralClusters } from './clusters.ts';
import { cohortRetention } from './cohorts.ts';
import type { CountedPurchases } from './counted-purchases.ts';
import { purchaseFunnels, touches } from './purchase-path.ts';
import { standingLines } from './standing-lines.ts';

/** Clusters take time by the customer; of more than these, evenly chosen ones are looked at. */
const MOST_CLUSTERED = 10_000;
const LEAST_ORDERS = 10;
/** Of many orders, pairs that are rarer than one order in so many are not looked at. */
const RAREST_PAIR = 20_000;
const RULES_TOLD = 50;

/** How customers buy, beside their segments: habits, cohorts, baskets, clusters and, where there are events, their path. */
export async function customerInsights(
  engine: SqlEngine,
  {
    counted,
    events,
    snapshots,
  }: {
    counted: CountedPurchases;
    events: readonly string[];
    /** Latest first; the first is the one that is told of. */
    snapshots: readonly [CustomerSnapshot, ...CustomerSnapshot[]];
  },
): Promise<CustomerInsights> {
  const { key } = snapshots[0];
  const { snapshot } = counted.scope;
  const customers = [key];
  const lines = await standingLines(engine, counted, (name) => `work/${key.replace(/\.parquet$/, '')}.${name}.parquet`);
  const habits = await buyingHabits(engine, lines);
  const leastOrders = Math.max(LEAST_ORDERS, Math.ceil(habits.orders / RAREST_PAIR));
  const rules = (by: 'product' | 'category') => basketRules(engine, lines, { by, leastOrders, limit: RULES_TOLD });
  return {
    snapshot,
    currency: counted.currency,
    snapshots: snapshots.map(({ day, customers }) => ({ day, customers })),
    scores: await scoreCells(engine, customers),
    habits,
    cohorts: await cohortRetention(engine, lines),
    baskets: { products: await rules('product'), categories: await rules('category') },
    clusters: await clusters(engine, customers),
    path:
      events.length === 0
        ? null
        : { funnels: await purchaseFunnels(engine, { events, customers }), touches: await touches(engine, events) },
  };
}

async function scoreCells(engine: SqlEngine, customers: readonly string[]): Promise<ScoreCell[]> {
  const rows = await engine.query('SELECT r, f, m, count(*) AS n FROM customers GROUP BY r, f, m ORDER BY r, f, m', {
    customers,
  });
  return rows.map(({ r, f, m, n }) => ({ r: Number(r), f: Number(f), m: Number(m), n: Number(n) }));
}

async function clusters(engine: SqlEngine, customers: readonly string[]): Promise<CustomerInsights['clusters']> {
  const rows = await engine.query(
    `SELECT recency_days, frequency, average_order, tenure_days FROM (
       SELECT c.*, row_number() OVER (ORDER BY customer_id) AS place, count(*) OVER () AS n FROM customers c) AS placed
     WHERE mod(place, greatest(1, CAST(ceil(n / CAST(${MOST_CLUSTERED} AS DOUBLE)) AS BIGINT))) = 0 ORDER BY place`,
    { customers },
  );
  const found = behaviouralClusters(
    rows.map((row) => ({
      recencyDays: Number(row.recency_days),
      frequency: Number(row.frequency),
      averageOrder: Number(row.average_order),
      tenureDays: Number(row.tenure_days),
    })),
  );
  if (found === null) return null;
  const { clusters, silhouette, stability } = found;
  return { customers: rows.length, clusters, silhouette, stability };
}
