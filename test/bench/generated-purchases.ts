import type { DuckDb } from '@soundings/lake/duckdb';
import { SLICES, sliceOf } from '@soundings/lake/slices';

/**
 * Writes `rows` generated purchases (of a tenth as many customers, two years, one object a quarter as imports would leave
 * them, two in a hundred given back) and gives their keys. A hash stands for chance: the same every time.
 */
export async function generatePurchases(duckdb: DuckDb, rows: number, folder: string): Promise<string[]> {
  const customers = Math.round(rows / 10);
  // 53 bits, as many as a double holds: fewer would make fewer customers than there should be.
  const chance = (of: string, salt: number) => `((hash(${of} * 8 + ${salt}) >> 11) / 9007199254740992.0)`;
  // A refund gives back the order numbered before it: same customer, same price, some days later. Customers come during the
  // first year and stay for exponential lifetimes whose means are exponential too, two years on average, so that some have left by the end.
  const lines = `SELECT i, refund, of, customer, CAST(floor(start + CASE WHEN refund THEN 400000 ELSE 0 END
        + least(62000000 - start, ln(1 - ${chance('customer', 6)}) * ln(1 - ${chance('customer', 0)}) * 60000000) * ${chance('of', 2)}) AS BIGINT) AS second,
      5 + floor(20000 * ${chance('of', 3)}) / 100 AS price, hash(of * 8 + 4) % 400 AS item
    FROM (SELECT *, floor(31000000 * ${chance('customer', 7)}) AS start
      FROM (SELECT *, CAST(floor(${customers} * pow(${chance('of', 1)}, 1.5)) AS BIGINT) AS customer
        FROM (SELECT i, refund, CASE WHEN refund THEN i - 1 ELSE i END AS of
          FROM (SELECT i, ${chance('i', 5)} < 0.02 AS refund FROM range(${rows}) AS t(i)) AS lines) AS linked) AS known) AS begun`;
  const key = (order: string) => `CAST(md5_number_lower(CAST(${order} AS VARCHAR)) % 9223372036854775807 AS BIGINT)`;
  // As an import of so many lines goes through them (see `importPurchases`).
  const importSlices = Math.ceil(rows / 8 / 120_000);
  const keys: string[] = [];
  for (let quarter = 0; quarter < 8; quarter++) {
    const object = `${folder}/purchases-${quarter}.parquet`;
    await duckdb.store(
      `SELECT md5(CAST(i AS VARCHAR)) AS id, concat('O', lpad(CAST(i AS VARCHAR), 9, '0')) AS order_id,
         concat('C', lpad(CAST(customer AS VARCHAR), 8, '0')) AS customer_id, CAST(NULL AS VARCHAR) AS account_id,
         TIMESTAMP '2024-01-01' + to_seconds(second) AS occurred_at, TIMESTAMP '2024-01-01' + to_seconds(second) AS local_at,
         CASE WHEN refund THEN 'refund' ELSE 'sale' END AS kind,
         CASE WHEN refund THEN concat('O', lpad(CAST(of AS VARCHAR), 9, '0')) END AS refund_of,
         ${key('i')} AS order_key, CASE WHEN refund THEN ${key('of')} END AS refund_key, CASE WHEN refund THEN CAST(price AS DECIMAL(18,4)) END AS order_amount,
         CASE WHEN refund THEN CAST(TIMESTAMP '2024-01-01' + to_seconds(second - 400000) AS DATE) END AS order_day,
         CASE WHEN NOT refund THEN TIMESTAMP '2024-01-01' + to_seconds(second) END AS opened_at,
         concat('SKU', CAST(item AS VARCHAR)) AS sku, concat('Product ', CAST(item AS VARCHAR)) AS product,
         concat('Category ', CAST(item % 12 AS VARCHAR)) AS category, CAST(1 AS DOUBLE) AS quantity,
         CAST(CASE WHEN refund THEN -price ELSE price END AS DECIMAL(18,4)) AS amount, 'CNY' AS currency,
         CASE WHEN item % 3 = 0 THEN 'app' ELSE 'shop' END AS channel, concat('Region ', CAST(customer % 31 AS VARCHAR)) AS region,
         'generated' AS import_id, i + 1 AS line, ${sliceOf('customer_id')} AS slice
       FROM (${lines}) AS generated
       WHERE second >= ${quarter * 7_884_000} AND second < ${(quarter + 1) * 7_884_000}
       ORDER BY slice * ${importSlices} // ${SLICES}, customer_id, occurred_at, line`,
      {},
      object,
    );
    keys.push(object);
  }
  return keys;
}
