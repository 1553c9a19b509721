import type { BasketRule } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';
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
  { sql: standing, tables }: StandingLines,
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
  const item = by === 'product' ? 'coalesce(product, sku)' : 'category';
  const rows = await engine.query(
    `WITH lines AS (SELECT DISTINCT order_key, ${item} AS item FROM ${standing} AS standing
         WHERE kind = 'sale' AND ${item} IS NOT NULL),
       items AS (SELECT item, count(*) AS n FROM lines GROUP BY item HAVING count(*) >= ${leastOrders}),
       frequent AS (SELECT l.order_key, l.item FROM lines l JOIN items i ON i.item = l.item),
       pairs AS (SELECT a.item AS first_item, b.item AS second_item, count(*) AS n
         FROM frequent a JOIN frequent b ON a.order_key = b.order_key AND a.item < b.item
         GROUP BY a.item, b.item HAVING count(*) >= ${leastOrders})
     SELECT p.first_item, p.second_item, p.n, i.n AS first_n, j.n AS second_n,
       (SELECT count(DISTINCT order_key) FROM lines) AS all_orders, (SELECT count(*) FROM items) AS all_items
     FROM pairs p JOIN items i ON i.item = p.first_item JOIN items j ON j.item = p.second_item`,
    tables,
  );
  const items = Number(rows[0]?.all_items ?? 0);
  const chances = rows.map(({ n, first_n, second_n, all_orders }) =>
    chanceOf({ both: Number(n), from: Number(first_n), to: Number(second_n), all: Number(all_orders) }),
  );
  // Pairs that hardly ever met were looked at too: they are tests as well.
  const corrected = benjaminiHochberg(chances, (items * (items - 1)) / 2);
  const rules = rows.flatMap((row, i) => {
    if ((corrected[i] ?? 1) > FALSE_DISCOVERY) return [];
    const [first, second] = [String(row.first_item), String(row.second_item)];
    const [both, from, to, all] = [row.n, row.first_n, row.second_n, row.all_orders].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    return [
      { from: first, to: second, ...association({ both, from, to, all }) },
      { from: second, to: first, ...association({ both, from: to, to: from, all }) },
    ];
  });
  return rules
    .filter(({ low }) => low > 1)
    .sort((a, b) => b.low - a.low || b.confidence - a.confidence || (a.from + a.to < b.from + b.to ? -1 : 1))
    .slice(0, limit);
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
