import type { CustomerSnapshot } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { type BuildOptions, buildDefaults } from './build-customers.ts';
import { type CountedPurchases, customerSlices, storeBySlice } from './counted-purchases.ts';
import { scoredColumns } from './customers-sql.ts';
import { changingOrdersSql, pastSummarySql, pastSumsSql } from './past-summaries-sql.ts';
import { type PurchaseScope, summarySql } from './purchases-sql.ts';
import { rfmCuts, rfmSql } from './rfm-sql.ts';

const MONTHS = 12;
/** What is held of a customer while twelve months are counted, by what is held while one is. */
const AS_WIDE = 8;

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
  const months = monthsBefore(scope.snapshot).filter((month) => `${begun?.first_at}` < month);
  const summaryOf = await summaries(engine, counted, { months, stepOf: (name) => `work/${keyOf(name)}` });
  for (const [i, day] of months.entries()) {
    const key = keyOf(day);
    const summary = await summaryOf(i);
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

/**
 * Gives how the summary of the month at a place is stored. All of them are counted in one pass, if what is counted of a
 * customer can be held for as many customers as have to be dealt with together; otherwise each by itself.
 */
async function summaries(
  engine: SqlEngine,
  counted: CountedPurchases,
  { months, stepOf }: { months: readonly string[]; stepOf: (name: string) => string },
): Promise<(i: number) => Promise<string[]>> {
  const { scope, tables } = counted;
  const slices = await customerSlices(engine, tables.purchases ?? [], { unit: scope.unit, times: AS_WIDE });
  if (slices === undefined || months.length === 0) {
    return (i) => {
      const of = { ...counted, scope: { ...scope, snapshot: months[i] ?? '', later: true } };
      return storeBySlice(engine, of, summarySql, (part) => stepOf(`${months[i]}.summary${part}`));
    };
  }
  const once = { ...counted, slices };
  const store = (name: string, sqlOf: (of: PurchaseScope) => string) =>
    storeBySlice(engine, once, sqlOf, (part) => stepOf(`${scope.snapshot}.${name}${part}`));
  const sums = await store('sums', (of) => pastSumsSql(of, months));
  const changing = await store('changing', (of) => changingOrdersSql(of, months));
  return async (i) => {
    const key = stepOf(`${months[i]}.summary`);
    await engine.store(pastSummarySql(months, i), { sums, changing }, key);
    return [key];
  };
}
