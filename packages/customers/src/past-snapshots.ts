import type { CustomerSnapshot } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { type BuildOptions, buildDefaults } from './build-customers.ts';
import { type CountedPurchases, storeBySlice } from './counted-purchases.ts';
import { scoredColumns } from './customers-sql.ts';
import { summarySql } from './purchases-sql.ts';
import { rfmCuts, rfmSql } from './rfm-sql.ts';

const MONTHS = 12;

/** The first days of the twelve months before a snapshot, latest first. */
export function monthsBefore(snapshot: string): string[] {
  const [year = 0, month = 1, day = 1] = snapshot.split('-').map(Number);
  const latest = day === 1 ? month - 2 : month - 1;
  return Array.from({ length: MONTHS }, (_, i) => new Date(Date.UTC(year, latest - i, 1)).toISOString().slice(0, 10));
}

/**
 * The customers as they stood at the start of each of the twelve months before the snapshot, by the same rules: who was in
 * which segment then. One Parquet object each, latest first, with the columns of the `customers` table that scores and
 * segments rest on, and no forecasts. What has become known of those days since is part of them. Months before which
 * nobody had bought are left out.
 */
export async function buildPastSnapshots({
  engine,
  counted,
  customers,
  keyOf,
  options = {},
}: {
  engine: SqlEngine;
  counted: CountedPurchases;
  /** The `customers` table of the snapshot itself. */
  customers: readonly string[];
  keyOf: (day: string) => string;
  options?: Partial<BuildOptions>;
}): Promise<CustomerSnapshot[]> {
  const chosen = { ...buildDefaults, ...options };
  const { currency, scope } = counted;
  const [begun] = await engine.query('SELECT min(first_at) AS first_at FROM customers', { customers });
  const built: CustomerSnapshot[] = [];
  for (const day of monthsBefore(scope.snapshot).filter((month) => `${begun?.first_at}` < month)) {
    const key = keyOf(day);
    const summary = await storeBySlice(
      engine,
      { ...counted, scope: { ...scope, snapshot: day, later: true } },
      summarySql,
      (part) => `work/${key.replace(/\.parquet$/, '')}.summary${part}.parquet`,
    );
    const cuts = await rfmCuts(engine, summary, chosen);
    if (cuts === null) continue;
    const n = await engine.store(
      `SELECT ${scoredColumns({ cuts, currency, snapshot: day })} FROM (${rfmSql(chosen, cuts)}) AS s`,
      { summary },
      key,
    );
    built.push({ day, key, customers: n });
  }
  return built;
}
