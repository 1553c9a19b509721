import type { LakeTables, SqlEngine, SqlRow, SqlValue } from '@soundings/lake/sql-engine';
import { type CountedPurchases, storeBySlice } from './counted-purchases.ts';
import { linesSql, type PurchaseScope, refundsSql } from './purchases-sql.ts';

/**
 * What habits are counted from: the lines of orders that stand, as subqueries over the tables that they read, one for each
 * slice of customers (see `CountedPurchases`). An order is of one customer, so what is counted by orders or by customers
 * can be counted in each and added up. `stepOf` names the objects of what is found on the way.
 */
export type StandingLines = {
  slices: readonly string[];
  tables: LakeTables;
  snapshot: string;
  stepOf: (name: string) => string;
};

/**
 * The lines before the snapshot of orders that were not given back in full, of the same people or accounts and in the same
 * currency as the segments tell them, so that both count alike: sale lines, and what was given back of these orders.
 * Columns: `customer_id`, `order_key`, `kind`, `opened_at`, `quantity`, `channel`, `region`, `category`, `product`, `sku`,
 * `amount`.
 */
export async function standingLines(
  engine: SqlEngine,
  counted: CountedPurchases,
  stepOf: (name: string) => string,
): Promise<StandingLines> {
  const { scope, tables, slices } = counted;
  // Athena stores no table without rows; no order has this key.
  const cancelledSql = (of: PurchaseScope) =>
    `WITH ${refundsSql(of)} SELECT order_key FROM cancelled UNION ALL SELECT CAST(-1 AS BIGINT) AS order_key`;
  const cancelled = await storeBySlice(engine, counted, cancelledSql, (part) => stepOf(`cancelled${part}`));
  return {
    slices: slices.map((slice) => standingSql({ ...scope, slice })),
    tables: { ...tables, cancelled },
    snapshot: scope.snapshot,
    stepOf,
  };
}

/**
 * The rows of a query over the lines of each slice, those of equal values in the columns `by` added up. Every other column
 * must be a number.
 */
export async function addedUp(
  engine: SqlEngine,
  { slices, tables }: StandingLines,
  sqlOf: (lines: string) => string,
  by: readonly string[] = [],
): Promise<SqlRow[]> {
  const sums = new Map<string, SqlRow>();
  for (const lines of slices) {
    for (const row of await engine.query(sqlOf(lines), tables)) {
      const key = JSON.stringify(by.map((column) => row[column]));
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, row);
      else for (const column in row) if (!by.includes(column)) sum[column] = plus(sum[column], row[column]);
    }
  }
  return [...sums.values()];
}

/** Nothing where both are nothing, as a sum over no rows is. */
function plus(a: SqlValue | undefined, b: SqlValue | undefined): SqlValue {
  return a == null && b == null ? null : Number(a ?? 0) + Number(b ?? 0);
}

function standingSql(scope: PurchaseScope): string {
  const order = "CASE WHEN kind = 'refund' THEN refund_key ELSE order_key END";
  const more = ['quantity', 'channel', 'region', 'category', 'product', 'sku'] as const;
  return `(SELECT customer_id, ${order} AS order_key, kind, opened_at, ${more.join(', ')}, amount
    FROM ${linesSql(scope, more)} AS told
    WHERE (kind = 'sale' OR refund_key IS NOT NULL) AND ${order} NOT IN (SELECT order_key FROM cancelled))`;
}
