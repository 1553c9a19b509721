/** What one total is of: the sale of an order, or what was given back of it at one time, in one currency. */
function partSql(line: string, atMs: string): string {
  return `md5(concat(${line}.customer_id, chr(31), ${line}.order_id, chr(31), ${line}.kind, chr(31), ${line}.currency,
    CASE WHEN ${line}.kind = 'refund' THEN concat(chr(31), CAST(${atMs} AS VARCHAR)) ELSE '' END))`;
}

/**
 * What each fresh line of an order comes to (`share`, ten-thousandths) where its amount is the order's total: the shares of
 * an order's lines sum up to the total exactly. It is shared by quantity × unit price where every line has them, else by
 * quantity, else evenly, in whole cents where the total is. An order of which the lake has lines is paid for already: lines
 * that come later are things in it, without money of their own. Refunds are shared alike, those of one time together.
 *
 * Lines of one file that name different totals for an order are no totals: each counts as its own amount, and `doubt` says
 * so, as it does where the lake has the order with another total. Lines whose amount is their own have no row here.
 */
export function orderSharesSql(table: (step: string) => string, lake: string | undefined): string {
  const known = lake
    ? `SELECT ${partSql('k', 'CAST(epoch_ms(k.occurred_at) AS BIGINT)')} AS part, CAST(sum(k.amount) * 10000 AS HUGEINT) AS amount
       FROM ${lake} k WHERE k.order_id IN (SELECT order_id FROM ${table('staged')} WHERE is_total) GROUP BY 1`
    : 'SELECT CAST(NULL AS VARCHAR) AS part, CAST(NULL AS HUGEINT) AS amount WHERE FALSE';
  return `WITH known AS (${known}),
    lines AS (SELECT s.line, s.is_total, CAST(s.amount AS HUGEINT) AS amount, CAST(s.worth AS HUGEINT) AS worth,
        CAST(round(abs(s.quantity) * 10000) AS HUGEINT) AS quantity, ${partSql('s', 'CAST(s.at_ms AS BIGINT)')} AS part
      FROM ${table('staged')} s JOIN ${table('fresh')} f ON s.line = f.line),
    parts AS (SELECT part, min(amount) FILTER (WHERE is_total) AS least, max(amount) FILTER (WHERE is_total) AS most,
        count(worth) = count(*) AND sum(worth) > 0 AS by_worth, count(quantity) = count(*) AND sum(quantity) > 0 AS by_quantity
      FROM lines GROUP BY part HAVING bool_or(is_total)),
    weighed AS (SELECT l.line, p.part, l.amount, p.least, p.most,
        CASE WHEN p.by_worth THEN l.worth WHEN p.by_quantity THEN l.quantity ELSE 1 END AS weight
      FROM lines l JOIN parts p ON l.part = p.part),
    placed AS (SELECT *, CASE WHEN least % 100 = 0 THEN 100 ELSE 1 END AS unit,
        CAST(sum(weight) OVER (PARTITION BY part ORDER BY line ROWS UNBOUNDED PRECEDING) AS HUGEINT) AS so_far,
        CAST(sum(weight) OVER (PARTITION BY part) AS HUGEINT) AS whole
      FROM weighed)
    SELECT p.line,
      CAST(CASE WHEN k.part IS NOT NULL THEN 0 WHEN p.least <> p.most THEN p.amount
        ELSE sign(p.least) * p.unit * (((abs(p.least) // p.unit) * p.so_far) // p.whole
          - ((abs(p.least) // p.unit) * (p.so_far - p.weight)) // p.whole) END AS DOUBLE) AS share,
      CASE WHEN k.part IS NOT NULL AND (k.amount <> p.least OR p.least <> p.most) THEN 'another_total'
        WHEN k.part IS NULL AND p.least <> p.most THEN 'different_totals' END AS doubt
    FROM placed p LEFT JOIN known k ON k.part = p.part`;
}
