import { type PurchaseScope, purchasesSql } from './purchases-sql.ts';

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
 * From the table `days` (see `daysSql`), one row a customer with the history that the models read, as it stood the day
 * before `until`: `x` days of purchase after the first, the last of them `tx` days after it, watched for `watched` days, and
 * `spend`, the mean net money of those `x` days (null without any: the first purchase is no repeat).
 */
export function historySql(until: string): string {
  return `SELECT customer_id, count(*) - 1 AS x, date_diff('day', min(day), max(day)) AS tx,
      date_diff('day', min(day), DATE '${until}') - 1 AS watched,
      (sum(net) - min_by(net, day)) / nullif(CAST(count(*) AS DOUBLE) - 1, 0) AS spend
    FROM days WHERE day < DATE '${until}' GROUP BY customer_id`;
}
