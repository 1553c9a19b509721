import { countsSql, linesSql, type PurchaseScope, summaryColumns } from './purchases-sql.ts';

type PastScope = Omit<PurchaseScope, 'snapshot' | 'later'>;

/**
 * What `summarySql` counts of each customer for each of several days (`YYYY-MM-DD`, latest first), in one pass over the
 * lines: what each day brought since the one before it, to be added up (see `pastSummarySql`). Columns: `first_at`, and
 * `n_0`, `last_0`, `net_0` from the second day until the first, and so on, the last from the beginning. Orders are those
 * that stand on all days (see `changingOrdersSql`); money is that of all lines.
 */
export function pastSumsSql(scope: PastScope, days: readonly string[]): string {
  const since = days.map((_, i) => {
    const of = `FILTER (WHERE span = ${i})`;
    return `count(opened_at) ${of} AS n_${i}, max(opened_at) ${of} AS last_${i},
        CAST(sum(amount) ${of} AS DECIMAL(18,4)) AS net_${i}`;
  });
  return `WITH ${goneSql(scope, days)}
    SELECT customer_id, min(opened_at) AS first_at, ${since.join(', ')}
    FROM (SELECT customer_id, amount, ${spanSql(days)} AS span,
        CASE WHEN order_key NOT IN (SELECT order_key FROM gone) THEN opened_at END AS opened_at
      FROM ${linesSql(upTo(scope, days))} AS lines) AS standing
    GROUP BY customer_id`;
}

/**
 * The orders that had been given back in full on some of the days and stood on others, by customer and the place `i` of
 * the day: `n` of them, `first_at`, `last_at`. A row of no customer is there always: Athena stores no table without rows.
 */
export function changingOrdersSql(scope: PastScope, days: readonly string[]): string {
  return `WITH ${goneSql(scope, days)}
    SELECT customer_id, i, count(*) AS n, min(o.opened_at) AS first_at, max(o.opened_at) AS last_at
    FROM (SELECT customer_id, order_key, opened_at, ${spanSql(days)} AS span FROM ${linesSql(upTo(scope, days))} AS lines
        WHERE opened_at IS NOT NULL AND order_key IN (SELECT order_key FROM gone)) o
      JOIN (VALUES ${days.map((_, i) => `(${i})`).join(', ')}) AS places(i) ON i <= o.span
      LEFT JOIN gone g ON g.order_key = o.order_key AND i <= g.since AND i > g.until
    WHERE g.order_key IS NULL GROUP BY customer_id, i
    UNION ALL SELECT '', -1, 0, CAST(NULL AS TIMESTAMP), CAST(NULL AS TIMESTAMP)`;
}

/** The summary of the day at place `i` among `days`, from `sums` and `changing`, which the two statements above made. */
export function pastSummarySql(days: readonly string[], i: number): string {
  const day = days[i] ?? '';
  const until = days.map((_, at) => at).slice(i);
  const first = `CASE WHEN s.first_at < ${timeOf(day)} THEN s.first_at END`;
  const last = `coalesce(${[...until.map((at) => `last_${at}`), 'NULL'].join(', ')})`;
  // `least` and `greatest` of nothing and something are nothing in one engine and something in the other.
  return `SELECT customer_id,
      ${summaryColumns(day, { frequency: 'frequency', firstAt: 'first_at', lastAt: 'last_at', net: 'net' })}
    FROM (
      SELECT s.customer_id, coalesce(c.n, 0) + ${until.map((at) => `n_${at}`).join(' + ')} AS frequency,
        coalesce(least(${first}, c.first_at), ${first}, c.first_at) AS first_at,
        coalesce(greatest(${last}, c.last_at), ${last}, c.last_at) AS last_at,
        CAST(${until.map((at) => `coalesce(net_${at}, 0)`).join(' + ')} AS DECIMAL(38,4)) AS net
      FROM sums s LEFT JOIN (SELECT * FROM changing WHERE i = ${i}) c ON c.customer_id = s.customer_id) AS counted
    WHERE frequency > 0`;
}

/**
 * Common table expressions, the last of them `gone`: the orders of which nothing rested on the days at the places up to
 * `since` and beyond `until`. As `refundsSql` has it for one day: what there was before a day alone decides of it.
 */
function goneSql(scope: PastScope, days: readonly string[]): string {
  const nothing = 'CAST(NULL AS DECIMAL(18,4))';
  const counts = countsSql(upTo(scope, days), 'purchases');
  const span = spanSql(days);
  const sales = `UNION ALL SELECT order_key, ${span}, ${nothing}, ${nothing}, CAST(NULL AS DATE), amount FROM purchases
      WHERE kind = 'sale' AND ${counts} AND order_key IN (
        SELECT refund_key FROM purchases WHERE refund_key IS NOT NULL AND order_amount IS NULL AND ${counts})`;
  const byThen = 'OVER (PARTITION BY order_key ORDER BY span DESC)';
  return `moves AS (
      SELECT refund_key AS order_key, ${span} AS span, amount AS back, order_amount AS paid, order_day AS day, ${nothing} AS sold
      FROM purchases WHERE refund_key IS NOT NULL AND ${counts} ${scope.earlyRefunds ? sales : ''}),
    moved AS (SELECT order_key, span, sum(back) AS back, max(paid) AS paid, min(day) AS day, sum(sold) AS sold
      FROM moves GROUP BY order_key, span),
    stood AS (SELECT order_key, span AS since, coalesce(lead(span) ${byThen}, -1) AS until, sum(back) ${byThen} AS back,
        max(paid) ${byThen} AS paid, min(day) ${byThen} AS day, sum(sold) ${byThen} AS sold FROM moved),
    gone AS (SELECT order_key, since, until FROM stood
      WHERE back + coalesce(paid, sold, 0) <= 0 AND (day IS NOT NULL OR (paid IS NULL AND sold IS NOT NULL)))`;
}

/** The place of the earliest of the days that a line is before. */
function spanSql(days: readonly string[]): string {
  const before = days.map((day, i) => `WHEN local_at < ${timeOf(day)} THEN ${i}`);
  return `CASE ${before.reverse().join(' ')} END`;
}

function upTo(scope: PastScope, days: readonly string[]): PurchaseScope {
  return { ...scope, snapshot: days[0] ?? '', later: true };
}

function timeOf(day: string): string {
  return `TIMESTAMP '${day} 00:00:00'`;
}
