import { convertedSql, type PurchaseScope } from './purchases-sql.ts';

// Steps of 1, 2, 5: bands that people name prices in, in any currency.
const BAND_EDGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** The price band of an amount as text, `20–50`; null where there is no amount. */
export function priceBandSql(amount: string): string {
  const cases = BAND_EDGES.map((edge, i) => `WHEN ${amount} < ${edge} THEN '${BAND_EDGES[i - 1] ?? 0}–${edge}'`);
  return `CASE WHEN ${amount} IS NULL THEN NULL ${cases.join(' ')} ELSE '${BAND_EDGES.at(-1)}+' END`;
}

/**
 * One row a customer with the value of a column that most of their sale lines have, as `habit`; of equally frequent values
 * the last by name. Lines without a value say nothing. A row of nobody is always there: Athena stores no table without rows.
 */
export function habitSql({ snapshot, unit }: PurchaseScope, column: 'category' | 'channel'): string {
  const who = unit === 'account' ? 'coalesce(account_id, customer_id)' : 'customer_id';
  // Count and value in one text: its maximum needs no sort, and ties come out the same whatever the order of rows.
  return `SELECT customer_id, substr(max(concat(lpad(CAST(n AS VARCHAR), 9, '0'), item)), 10) AS habit FROM (
      SELECT ${who} AS customer_id, ${column} AS item, count(*) AS n FROM purchases
      WHERE local_at < TIMESTAMP '${snapshot} 00:00:00' AND kind = 'sale' AND ${column} IS NOT NULL
      GROUP BY ${who}, ${column}) AS counted GROUP BY customer_id
    UNION ALL SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS habit`;
}

/**
 * One row a customer: the region of the latest day of purchase that names one, the price band of what they pay for a piece
 * on average in the reporting currency, and whether an order of theirs ever had several lines or pieces.
 */
export function placeAndPriceSql(scope: PurchaseScope): string {
  const { snapshot, unit } = scope;
  const who = unit === 'account' ? 'coalesce(p.account_id, p.customer_id)' : 'p.customer_id';
  const { amount, rates } = convertedSql(scope);
  return `SELECT customer_id, region, multi_item, ${priceBandSql('price')} AS price_band FROM (
      SELECT ${who} AS customer_id,
        substr(max(CASE WHEN p.region IS NOT NULL THEN concat(CAST(CAST(p.local_at AS DATE) AS VARCHAR), p.region) END), 11) AS region,
        CAST(sum(${amount}) AS DOUBLE) / sum(CASE WHEN p.quantity > 0 THEN p.quantity ELSE 1 END) AS price,
        count(*) > count(p.opened_at) OR coalesce(max(p.quantity) > 1, FALSE) AS multi_item
      FROM purchases p ${rates} WHERE p.local_at < TIMESTAMP '${snapshot} 00:00:00' AND p.kind = 'sale' GROUP BY ${who}) AS bought`;
}
