import { linesSql, type PurchaseScope, refundsSql } from './purchases-sql.ts';

/**
 * One row a customer with the history that the models read: `x` days of purchase after the first, the last of them `tx`
 * days after it, watched for `watched` days until the day before the snapshot, and `spend`, the mean net money of those
 * `x` days (null without any: the first purchase is no repeat). `then_x`, `then_tx`, `then_watched` are the same as they
 * stood the day before `cut` (null for who came later), `later` the days of purchase since.
 *
 * Orders given back in full are no purchase; what is given back of others is taken from the day they were placed on.
 */
export function historySql(scope: PurchaseScope, cut: string): string {
  const before = `day < DATE '${cut}'`;
  return `WITH ${refundsSql(scope)},
    paid AS (
      SELECT m.customer_id, CAST(m.local_at AS DATE) AS day, m.amount
      FROM ${linesSql(scope)} m LEFT JOIN cancelled c ON c.order_key = m.order_key WHERE m.kind = 'sale' AND c.order_key IS NULL
      UNION ALL
      SELECT m.customer_id, g.day, m.amount FROM ${linesSql(scope)} m JOIN given_back g ON g.order_key = m.refund_key
      WHERE m.kind = 'refund' AND g.rest > 0),
    days AS (SELECT customer_id, day, CAST(sum(amount) AS DOUBLE) AS net FROM paid GROUP BY customer_id, day)
    SELECT customer_id, count(*) - 1 AS x, date_diff('day', min(day), max(day)) AS tx,
      date_diff('day', min(day), DATE '${scope.snapshot}') - 1 AS watched,
      (sum(net) - min_by(net, day)) / nullif(CAST(count(*) AS DOUBLE) - 1, 0) AS spend,
      nullif(count(*) FILTER (WHERE ${before}), 0) - 1 AS then_x,
      date_diff('day', min(day) FILTER (WHERE ${before}), max(day) FILTER (WHERE ${before})) AS then_tx,
      date_diff('day', min(day) FILTER (WHERE ${before}), DATE '${cut}') - 1 AS then_watched,
      count(*) FILTER (WHERE NOT ${before}) AS later
    FROM days GROUP BY customer_id`;
}
