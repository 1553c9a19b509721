import { quoteText } from '@soundings/lake/quoted';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { rangeSql, type SliceRange } from './customer-slices.ts';

/** Customers whose lines are dealt with together: those of a range of slices, or all. */
export type PurchaseSlice = SliceRange | null;

/** Which purchases count, and for whom. */
export type PurchaseScope = {
  /** The day before which purchases count: `YYYY-MM-DD`, itself excluded. */
  snapshot: string;
  /** Whose behaviour is told: people, or the companies they buy for (people without one stand for themselves). */
  unit: 'customer' | 'account';
  /** The reporting currency, where the lake has several: amounts are converted by the table `rates`. */
  convertTo: string | null;
  /** Whether some purchases are of the snapshot's day or later. Where none is, their time need not be read. */
  later: boolean;
  /** Whether some refunds came before the order they give back: to look for those orders takes a pass over all sales. */
  earlyRefunds: boolean;
  /** Of which customers. */
  slice: PurchaseSlice;
};

/**
 * The purchase lines before the snapshot with amounts in the reporting currency, as a subquery. It is written out where it
 * is used: DuckDB keeps a common table expression that is used twice, all ten million rows of it.
 *
 * The rate of a day holds until the next that the table has. `more` are further columns to have beside them.
 */
export function linesSql(
  scope: Pick<PurchaseScope, 'snapshot' | 'unit' | 'convertTo' | 'later' | 'slice'>,
  more: readonly string[] = [],
): string {
  const { amount, rates } = convertedSql(scope);
  return `(SELECT ${whoSql(scope)} AS customer_id, p.order_key, p.refund_key, p.kind, p.opened_at, p.local_at, ${amount} AS amount
      ${more.map((column) => `, p.${column}`).join('')}
    FROM purchases p ${rates} WHERE ${countsSql(scope, 'p')})`;
}

/** The amount of a line `p` of `purchases` in the reporting currency, and the join that it needs. */
export function convertedSql({ convertTo }: Pick<PurchaseScope, 'convertTo'>): { amount: string; rates: string } {
  if (convertTo === null) return { amount: 'p.amount', rates: '' };
  return {
    amount: `CASE WHEN p.currency = ${quoteText(convertTo)} THEN p.amount
           ELSE CAST(round(CAST(p.amount AS DOUBLE) * x.rate, 4) AS DECIMAL(18,4)) END`,
    rates: `LEFT JOIN (${rateSpansSql}) x ON x.currency = p.currency AND CAST(p.local_at AS DATE) >= x.from_day
           AND (x.until_day IS NULL OR CAST(p.local_at AS DATE) < x.until_day)`,
  };
}

/** Who bought a line `p` of `purchases`. */
export function whoSql({ unit }: Pick<PurchaseScope, 'unit'>): string {
  return unit === 'account' ? 'coalesce(p.account_id, p.customer_id)' : 'p.customer_id';
}

/** Whether a line of `table` counts: it is before the snapshot and of a customer of the slice. */
export function countsSql(
  { snapshot, later, slice }: Pick<PurchaseScope, 'snapshot' | 'later' | 'slice'>,
  table: string,
): string {
  const before = later ? `${table}.local_at < TIMESTAMP '${snapshot} 00:00:00'` : 'TRUE';
  return slice === null ? before : `${before} AND ${rangeSql(`${table}.slice`, slice)}`;
}

/**
 * Common table expressions, without `WITH`: `given_back`, the orders of which refunds before the snapshot gave something
 * back, with the day they were placed and the money that rests; `cancelled`, those of which nothing does.
 *
 * A refund knows what was paid for its order if that was there when it was imported; only for refunds that came before
 * their order are the sales gone through. (An order of which lines arrive after a refund that knew it counts as it was
 * then.) Orders are met by their 63-bit keys; that two of a million cancelled orders and a hundred million others share
 * one has a probability of 1 in 100,000.
 */
export function refundsSql(scope: PurchaseScope): string {
  const refunds = refundLines(scope);
  const sales = `UNION ALL
        SELECT order_key, CAST(0 AS DECIMAL(18,4)), CAST(NULL AS DECIMAL(18,4)), CAST(local_at AS DATE), amount FROM purchases
        WHERE kind = 'sale' AND ${countsSql(scope, 'purchases')} AND order_key IN (
          SELECT refund_key ${refunds} GROUP BY refund_key HAVING max(order_amount) IS NULL)`;
  return `given_back AS (
      SELECT order_key, min(day) AS day, sum(back) + coalesce(max(paid), sum(sold)) AS rest FROM (
        SELECT refund_key AS order_key, amount AS back, order_amount AS paid, order_day AS day,
          CAST(0 AS DECIMAL(18,4)) AS sold ${refunds}
        ${scope.earlyRefunds ? sales : ''}) AS moves
      GROUP BY order_key HAVING min(day) IS NOT NULL),
    cancelled AS (SELECT order_key FROM given_back WHERE rest <= 0)`;
}

function refundLines(scope: Pick<PurchaseScope, 'snapshot' | 'later' | 'slice'>): string {
  return `FROM purchases WHERE refund_key IS NOT NULL AND ${countsSql(scope, 'purchases')}`;
}

/** Asks what spares work: whether purchases are later than the snapshot, whether refunds came before their orders. */
export async function whatThereIs(
  engine: SqlEngine,
  purchases: readonly string[],
  snapshot: string,
): Promise<Pick<PurchaseScope, 'later' | 'earlyRefunds'>> {
  // Answered from the files' own statistics where there is none.
  const [after] = await engine.query(
    `SELECT count(*) AS n FROM purchases WHERE local_at >= TIMESTAMP '${snapshot} 00:00:00'`,
    { purchases },
  );
  const later = Number(after?.n) > 0;
  const [early] = await engine.query(
    `SELECT count(*) AS n ${refundLines({ snapshot, later, slice: null })} AND order_amount IS NULL`,
    { purchases },
  );
  return { later, earlyRefunds: Number(early?.n) > 0 };
}

/** Each rate with the days on which it holds, from a table of `currency`, `day`, `rate`. */
export const rateSpansSql = `SELECT currency, rate, day AS from_day, lead(day) OVER (PARTITION BY currency ORDER BY day) AS until_day
  FROM rates`;

/**
 * One row a customer: orders, first and last of them, net money. An order is counted by the line that opens it, which
 * needs no distinct count; orders given back in full are left out.
 */
export function summarySql(scope: PurchaseScope): string {
  const { snapshot } = scope;
  return `WITH ${refundsSql(scope)}
    SELECT customer_id, ${summaryColumns(snapshot, { frequency: 'frequency', firstAt: 'first_at', lastAt: 'last_at', net: 'net' })}
    FROM (
      SELECT customer_id, count(opened_at) AS frequency, min(opened_at) AS first_at, max(opened_at) AS last_at, sum(amount) AS net
      FROM (
        SELECT customer_id, amount,
          CASE WHEN order_key NOT IN (SELECT order_key FROM cancelled) THEN opened_at END AS opened_at
        FROM ${linesSql(scope)} AS lines) AS standing
      GROUP BY customer_id) AS counted`;
}

/** The columns of a customer's summary on a day, from what was counted for them by then. */
export function summaryColumns(
  day: string,
  { frequency, firstAt, lastAt, net }: Record<'frequency' | 'firstAt' | 'lastAt' | 'net', string>,
): string {
  return `${frequency} AS frequency, ${firstAt} AS first_at, ${lastAt} AS last_at, CAST(${net} AS DECIMAL(18,4)) AS net,
      date_diff('day', CAST(${lastAt} AS DATE), DATE '${day}') AS recency_days,
      date_diff('day', CAST(${firstAt} AS DATE), DATE '${day}') AS tenure_days,
      CASE WHEN ${frequency} > 0 THEN CAST(CAST(${net} AS DOUBLE) / ${frequency} AS DECIMAL(18,4)) END AS average_order`;
}
