import type { BasketRule } from '@soundings/contracts/customer-insights';
import type { SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { incompleteBeta } from '@soundings/statistics/student';
import { Z95 } from '@soundings/statistics/wilson';
import type { StandingLines } from './standing-lines.ts';

/** Of `all` orders, `from` are in so many, `to` in so many, both in so many. */
export type PairCount = { both: number; from: number; to: number; all: number };

/** At most this part of the pairs that are told is expected to go together by chance alone. */
const FALSE_DISCOVERY = 0.05;

/**
 * Associations between pairs of products (or categories) bought in one order that stands (see `standingLines`): pairs in at least
 * `leastOrders` orders whose lift is above 1 with its whole interval, and still beyond chance after correction for all
 * pairs of items that frequent (Benjamini–Hochberg), strongest first by the lower bound, so that rare coincidences do not
 * lead the list. Pairs are counted by the engine, where orders are; an item counts once an order.
 */
export async function basketRules(
  engine: SqlEngine,
  lines: StandingLines,
  {
    by = 'product',
    leastOrders = 10,
    limit = 100,
  }: {
    by?: 'product' | 'category';
    leastOrders?: number;
    limit?: number;
  } = {},
): Promise<BasketRule[]> {
  const { rows, orders, items } = await frequentPairs(engine, lines, by, leastOrders);
  const chances = rows.map(({ n, first_n, second_n }) =>
    chanceOf({ both: Number(n), from: Number(first_n), to: Number(second_n), all: orders }),
  );
  // Pairs that hardly ever met were looked at too: they are tests as well.
  const corrected = benjaminiHochberg(chances, (items * (items - 1)) / 2);
  const rules = rows.flatMap((row, i) => {
    if ((corrected[i] ?? 1) > FALSE_DISCOVERY) return [];
    const [first, second] = [String(row.first_item), String(row.second_item)];
    const [both, from, to] = [Number(row.n), Number(row.first_n), Number(row.second_n)];
    return [
      { from: first, to: second, ...association({ both, from, to, all: orders }) },
      { from: second, to: first, ...association({ both, from: to, to: from, all: orders }) },
    ];
  });
  return rules
    .filter(({ low }) => low > 1)
    .sort((a, b) => b.low - a.low || b.confidence - a.confidence || (a.from + a.to < b.from + b.to ? -1 : 1))
    .slice(0, limit);
}

/**
 * The pairs of items that at least so many orders have both of, with the orders of either; and how many orders and how
 * many items that frequent there are. An order is of one slice of customers, a pair is of all.
 */
async function frequentPairs(
  engine: SqlEngine,
  { slices, tables, stepOf }: StandingLines,
  by: 'product' | 'category',
  leastOrders: number,
): Promise<{ rows: SqlRow[]; orders: number; items: number }> {
  const item = by === 'product' ? 'coalesce(product, sku)' : 'category';
  const step = (name: string) => stepOf(`${name}.${by}`);
  // Rows of nothing: Athena stores no table without rows.
  const nothing = 'UNION ALL SELECT CAST(NULL AS VARCHAR)';
  const items = step('items');
  const baskets = slices.map((_, slice) => step(`baskets.${slice}`));
  const pairs = slices.map((_, slice) => step(`pairs.${slice}`));
  for (const [slice, lines] of slices.entries()) {
    const sql = `SELECT DISTINCT ${item} AS item, order_key FROM ${lines} AS lines WHERE kind = 'sale' AND ${item} IS NOT NULL
       ${nothing}, CAST(NULL AS BIGINT)`;
    await engine.store(sql, tables, baskets[slice] ?? '');
  }
  const frequent = `SELECT item, count(*) AS n FROM baskets WHERE item IS NOT NULL GROUP BY item
     HAVING count(*) >= ${leastOrders} ${nothing}, CAST(NULL AS BIGINT)`;
  await engine.store(frequent, { baskets }, items);
  let orders = 0;
  for (const [slice, lines] of slices.entries()) {
    const own = { baskets: baskets.slice(slice, slice + 1) };
    const [counted] = await engine.query('SELECT count(DISTINCT order_key) AS n FROM baskets', own);
    orders += Number(counted?.n);
    // Only an order with a line beside the one that opened it can have a pair.
    const sql = `WITH several AS (SELECT b.order_key, b.item FROM baskets b JOIN items i ON i.item = b.item
         WHERE b.order_key IN (SELECT order_key FROM ${lines} AS lines WHERE kind = 'sale' AND opened_at IS NULL))
       SELECT a.item AS first_item, b.item AS second_item, count(*) AS n
       FROM several a JOIN several b ON a.order_key = b.order_key AND a.item < b.item GROUP BY a.item, b.item
       ${nothing}, CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT)`;
    await engine.store(sql, { ...tables, ...own, items: [items] }, pairs[slice] ?? '');
  }
  const rows = await engine.query(
    `SELECT p.first_item, p.second_item, p.n, i.n AS first_n, j.n AS second_n FROM (
       SELECT first_item, second_item, sum(n) AS n FROM pairs GROUP BY first_item, second_item HAVING sum(n) >= ${leastOrders}) AS p
     JOIN items i ON i.item = p.first_item JOIN items j ON j.item = p.second_item`,
    { pairs, items: [items] },
  );
  const [counted] = await engine.query('SELECT count(item) AS n FROM items', { items: [items] });
  return { rows, orders, items: Number(counted?.n) };
}

/** The measures of a pair; the interval is the delta method's on the logarithm of the lift under multinomial sampling. */
export function association({ both, from, to, all }: PairCount): Omit<BasketRule, 'from' | 'to'> {
  const lift = (both * all) / (from * to);
  const variance = Math.max(0, 1 / both - 1 / from - 1 / to + (2 * lift - 1) / all);
  const spread = Math.exp(Z95 * Math.sqrt(variance));
  return { orders: both, support: both / all, confidence: both / from, lift, low: lift / spread, high: lift * spread };
}

/**
 * The one-sided p that a pair meets no more often than its items' shares of orders have it: the binomial tail, since the
 * delta method is far too sure of small counts.
 */
function chanceOf({ both, from, to, all }: PairCount): number {
  const [rarer, other] = from < to ? [from, to] : [to, from];
  return incompleteBeta(other / all, both, rarer - both + 1);
}
