import type { PurchaseScope } from './purchases-sql.ts';

// Steps of 1, 2, 5: bands that people name prices in, in any currency.
const BAND_EDGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** The price band of an amount as text, `20–50`; null where there is no amount. */
export function priceBandSql(amount: string): string {
  const cases = BAND_EDGES.map((edge, i) => `WHEN ${amount} < ${edge} THEN '${BAND_EDGES[i - 1] ?? 0}–${edge}'`);
  return `CASE WHEN ${amount} IS NULL THEN NULL ${cases.join(' ')} ELSE '${BAND_EDGES.at(-1)}+' END`;
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
