import { type PurchaseScope, purchasesSql } from './purchases-sql.ts';

// Steps of 1, 2, 5: bands that people name prices in, in any currency.
const BAND_EDGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** The price band of an amount as text, `20–50`; null where there is no amount. */
export function priceBandSql(amount: string): string {
  const cases = BAND_EDGES.map((edge, i) => `WHEN ${amount} < ${edge} THEN '${BAND_EDGES[i - 1] ?? 0}–${edge}'`);
  return `CASE WHEN ${amount} IS NULL THEN NULL ${cases.join(' ')} ELSE '${BAND_EDGES.at(-1)}+' END`;
}

/**
 * One row a customer and day of purchase within the scope: `day`, `net` of that day's orders. Orders given back in full
 * are no purchase; what is given back of others is taken from the day it was bought on where the order is known.
 */
export function daysSql(scope: PurchaseScope): string {
  return `WITH ${purchasesSql(scope)},
    bought AS (
      SELECT customer_id, order_id, CAST(local_at AS DATE) AS day, amount FROM money
      WHERE kind = 'sale' AND customer_id NOT IN (SELECT customer_id FROM refunded)
      UNION ALL
      SELECT m.customer_id, m.order_id, CAST(m.local_at AS DATE) AS day, m.amount
      FROM money m LEFT JOIN cancelled c ON c.customer_id = m.customer_id AND c.order_id = m.order_id
      WHERE m.kind = 'sale' AND c.order_id IS NULL AND m.customer_id IN (SELECT customer_id FROM refunded)),
    placed AS (
      SELECT b.customer_id, b.order_id, min(b.day) AS day FROM bought b
        JOIN refunded r ON r.customer_id = b.customer_id AND r.order_id = b.order_id GROUP BY b.customer_id, b.order_id),
    paid AS (
      SELECT customer_id, day, amount FROM bought
      UNION ALL
      SELECT p.customer_id, p.day, r.amount FROM placed p
        JOIN refunded r ON r.customer_id = p.customer_id AND r.order_id = p.order_id)
    SELECT customer_id, day, CAST(sum(amount) AS DOUBLE) AS net FROM paid GROUP BY customer_id, day`;
}

/**
 * What each customer prefers: the category and channel most often bought in (ties go to the first by name), the region
 * of the latest purchase, the price band that most of their lines fall in. Sales only, in the file's own currency.
 */
export function habitsSql({ snapshot, unit }: PurchaseScope): string {
  const who = unit === 'account' ? 'coalesce(account_id, customer_id)' : 'customer_id';
  const before = `local_at < TIMESTAMP '${snapshot} 00:00:00' AND kind = 'sale'`;
  const favourite = (column: string, expression: string) => `${column}_counts AS (
      SELECT ${who} AS customer_id, ${expression} AS item, count(*) AS n FROM purchases
      WHERE ${before} AND ${expression} IS NOT NULL GROUP BY ${who}, ${expression}),
    ${column}_first AS (
      SELECT customer_id, item FROM (
        SELECT customer_id, item, row_number() OVER (PARTITION BY customer_id ORDER BY n DESC, item) AS place
        FROM ${column}_counts) AS ranked WHERE place = 1)`;
  const paid = `CASE WHEN quantity > 0 THEN CAST(amount AS DOUBLE) / quantity ELSE CAST(amount AS DOUBLE) END`;
  return `WITH ${favourite('category', 'category')}, ${favourite('channel', 'channel')}, ${favourite('band', priceBandSql(paid))},
    placed AS (
      SELECT ${who} AS customer_id, max_by(region, concat(CAST(local_at AS VARCHAR), region)) FILTER (WHERE region IS NOT NULL) AS region
      FROM purchases WHERE ${before} GROUP BY ${who})
    SELECT p.customer_id, p.region, c.item AS top_category, h.item AS top_channel, b.item AS price_band
    FROM placed p LEFT JOIN category_first c ON c.customer_id = p.customer_id
      LEFT JOIN channel_first h ON h.customer_id = p.customer_id LEFT JOIN band_first b ON b.customer_id = p.customer_id`;
}
