import type { LakeTables, SqlEngine } from '@soundings/lake/sql-engine';
import type { CountedPurchases } from './counted-purchases.ts';
import { linesSql, type PurchaseScope, refundsSql } from './purchases-sql.ts';

/** What habits are counted from: the lines of orders that stand, as a subquery and the tables that it reads. */
export type StandingLines = { sql: string; tables: LakeTables; snapshot: string };

/**
 * The lines before the snapshot of orders that were not given back in full, of the same people or accounts and in the same
 * currency as the segments tell them, so that both count alike: sale lines, and what was given back of these orders.
 * Columns: `customer_id`, `order_key`, `kind`, `opened_at`, `quantity`, `channel`, `region`, `category`, `product`, `sku`,
 * `amount`. The keys
 * of the other orders become the Parquet object `key`.
 */
export async function standingLines(
  engine: SqlEngine,
  { scope, tables }: CountedPurchases,
  key: string,
): Promise<StandingLines> {
  // Athena stores no table without rows; no order has this key.
  const cancelled = `WITH ${refundsSql(scope)} SELECT order_key FROM cancelled UNION ALL SELECT CAST(-1 AS BIGINT) AS order_key`;
  await engine.store(cancelled, tables, key);
  return { sql: standingSql(scope), tables: { ...tables, cancelled: [key] }, snapshot: scope.snapshot };
}

function standingSql(scope: PurchaseScope): string {
  const order = "CASE WHEN kind = 'refund' THEN refund_key ELSE order_key END";
  const more = ['quantity', 'channel', 'region', 'category', 'product', 'sku'] as const;
  return `(SELECT customer_id, ${order} AS order_key, kind, opened_at, ${more.join(', ')}, amount
    FROM ${linesSql(scope, more)} AS told
    WHERE (kind = 'sale' OR refund_key IS NOT NULL) AND ${order} NOT IN (SELECT order_key FROM cancelled))`;
}
