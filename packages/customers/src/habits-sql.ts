import { convertedSql, countsSql, type PurchaseScope, whoSql } from './purchases-sql.ts';

// Steps of 1, 2, 5: bands that people name prices in, in any currency.
const BAND_EDGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** The price band of an amount as text, `20–50`; null where there is no amount. */
export function priceBandSql(amount: string): string {
  const cases = BAND_EDGES.map((edge, i) => `WHEN ${amount} < ${edge} THEN '${BAND_EDGES[i - 1] ?? 0}–${edge}'`);
  return `CASE WHEN ${amount} IS NULL THEN NULL ${cases.join(' ')} ELSE '${BAND_EDGES.at(-1)}+' END`;
}

/** Above any code of a value, so that a count or a day and a code make one whole number. */
const CODES = 4_294_967_296;
/** Before any purchase. */
const DAY_ZERO = "DATE '1000-01-01'";

/**
 * One row a customer with the value of a column that most of their sale lines have, as `habit`; of equally frequent values
 * the last by name. Lines without a value say nothing. A row of nobody is always there: Athena stores no table without rows.
 */
export function habitSql(scope: PurchaseScope, column: 'category' | 'channel'): string {
  return `WITH ${codesSql(scope, column)},
    favourites AS (SELECT customer_id, max(n * ${CODES} + code) AS favourite FROM (
      SELECT ${whoSql(scope)} AS customer_id, v.code, count(*) AS n FROM purchases p JOIN codes v ON v.item = p.${column}
      WHERE ${salesSql(scope)} GROUP BY ${whoSql(scope)}, v.code) AS counted GROUP BY customer_id)
    SELECT f.customer_id, v.item AS habit FROM favourites f JOIN codes v ON v.code = f.favourite % ${CODES}
    UNION ALL SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS habit`;
}

/**
 * One row a customer: the region of the latest day of purchase that names one, the price band of what they pay for a piece
 * on average in the reporting currency, and whether an order of theirs ever had several lines or pieces.
 */
export function placeAndPriceSql(scope: PurchaseScope): string {
  const { amount, rates } = convertedSql(scope);
  return `WITH ${codesSql(scope, 'region')}
    SELECT b.customer_id, v.item AS region, b.multi_item, ${priceBandSql('b.price')} AS price_band FROM (
      SELECT ${whoSql(scope)} AS customer_id,
        max(date_diff('day', ${DAY_ZERO}, CAST(p.local_at AS DATE)) * ${CODES} + w.code) AS latest,
        CAST(sum(${amount}) AS DOUBLE) / sum(CASE WHEN p.quantity > 0 THEN p.quantity ELSE 1 END) AS price,
        count(*) > count(p.opened_at) OR coalesce(max(p.quantity) > 1, FALSE) AS multi_item
      FROM purchases p ${rates} LEFT JOIN codes w ON w.item = p.region WHERE ${salesSql(scope)} GROUP BY ${whoSql(scope)}) AS b
    LEFT JOIN codes v ON v.code = b.latest % ${CODES}`;
}

/**
 * The values of a column numbered by name, as a common table expression. The greatest of texts would do without, but of
 * millions of customers DuckDB must hold each one's text in memory, and numbers it can put aside.
 */
function codesSql(scope: PurchaseScope, column: string): string {
  return `codes AS (SELECT item, row_number() OVER (ORDER BY item) AS code FROM (
      SELECT DISTINCT p.${column} AS item FROM purchases p WHERE ${salesSql(scope)} AND p.${column} IS NOT NULL) AS named)`;
}

function salesSql(scope: PurchaseScope): string {
  return `${countsSql(scope, 'p')} AND p.kind = 'sale'`;
}
