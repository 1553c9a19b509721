import { quoteText } from '@soundings/lake/duckdb';

/** Which purchases count, and for whom. */
export type PurchaseScope = {
  /** The day before which purchases count: `YYYY-MM-DD`, itself excluded. */
  snapshot: string;
  /** Whose behaviour is told: people, or the companies they buy for (people without one stand for themselves). */
  unit: 'customer' | 'account';
  /** The reporting currency, where the lake has several: amounts are converted by the table `rates`. */
  convertTo: string | null;
};

/**
 * The purchases before the snapshot as common table expressions, without `WITH`:
 * - `money`: each line with its amount in the reporting currency;
 * - `cancelled`: orders whose refunds, made before the snapshot, give back all that was paid for them.
 *
 * The rate of a day holds until the next that the table has.
 */
export function purchasesSql({ snapshot, unit, convertTo }: PurchaseScope): string {
  const who = unit === 'account' ? 'coalesce(p.account_id, p.customer_id)' : 'p.customer_id';
  const amount =
    convertTo === null
      ? 'p.amount'
      : `CASE WHEN p.currency = ${quoteText(convertTo)} THEN p.amount
           ELSE CAST(round(CAST(p.amount AS DOUBLE) * x.rate, 4) AS DECIMAL(18,4)) END`;
  const rates =
    convertTo === null
      ? ''
      : `LEFT JOIN spans x ON x.currency = p.currency AND CAST(p.local_at AS DATE) >= x.from_day
           AND (x.until_day IS NULL OR CAST(p.local_at AS DATE) < x.until_day)`;
  return `${convertTo === null ? '' : `spans AS (${rateSpansSql}),`}
    money AS (
      SELECT ${who} AS customer_id, p.order_id, p.kind, p.refund_of, p.opens_order, p.local_at, ${amount} AS amount
      FROM purchases p ${rates}
      WHERE p.local_at < TIMESTAMP '${snapshot} 00:00:00'),
    refunded AS (
      SELECT customer_id, refund_of AS order_id, sum(amount) AS amount
      FROM money WHERE kind = 'refund' AND refund_of IS NOT NULL GROUP BY customer_id, refund_of),
    cancelled AS (
      SELECT p.customer_id, p.order_id
      FROM money p JOIN refunded r ON p.customer_id = r.customer_id AND p.order_id = r.order_id
      WHERE p.kind = 'sale' GROUP BY p.customer_id, p.order_id HAVING sum(p.amount) + max(r.amount) <= 0)`;
}

/** Each rate with the days on which it holds, from a table of `currency`, `day`, `rate`. */
export const rateSpansSql = `SELECT currency, rate, day AS from_day, lead(day) OVER (PARTITION BY currency ORDER BY day) AS until_day
  FROM rates`;

/**
 * One row a customer: orders, first and last purchase, net money. Orders are counted by the line that opens them, which
 * needs no distinct count; only customers with an order given back in full are counted the long way, without it.
 */
export function summarySql(scope: PurchaseScope): string {
  const { snapshot } = scope;
  return `WITH ${purchasesSql(scope)},
    kept AS (
      SELECT customer_id, count(*) FILTER (WHERE opens_order) AS frequency, min(local_at) FILTER (WHERE kind = 'sale') AS first_at,
        max(local_at) FILTER (WHERE kind = 'sale') AS last_at, sum(amount) AS net, count(*) FILTER (WHERE kind = 'sale') AS lines
      FROM money WHERE customer_id NOT IN (SELECT customer_id FROM cancelled) GROUP BY customer_id),
    reduced AS (
      SELECT m.customer_id, count(DISTINCT CASE WHEN m.kind = 'sale' AND c.order_id IS NULL THEN m.order_id END) AS frequency,
        min(m.local_at) FILTER (WHERE m.kind = 'sale' AND c.order_id IS NULL) AS first_at,
        max(m.local_at) FILTER (WHERE m.kind = 'sale' AND c.order_id IS NULL) AS last_at, sum(m.amount) AS net,
        count(*) FILTER (WHERE m.kind = 'sale' AND c.order_id IS NULL) AS lines
      FROM money m LEFT JOIN cancelled c ON m.customer_id = c.customer_id AND m.order_id = c.order_id
      WHERE m.customer_id IN (SELECT customer_id FROM cancelled) GROUP BY m.customer_id)
    SELECT customer_id, frequency, first_at, last_at, CAST(net AS DECIMAL(18,4)) AS net, lines > frequency AS multi_item,
      date_diff('day', CAST(last_at AS DATE), DATE '${snapshot}') AS recency_days,
      date_diff('day', CAST(first_at AS DATE), DATE '${snapshot}') AS tenure_days,
      CASE WHEN frequency > 0 THEN CAST(CAST(net AS DOUBLE) / frequency AS DECIMAL(18,4)) END AS average_order
    FROM (SELECT * FROM kept UNION ALL SELECT * FROM reduced) AS every_customer`;
}
