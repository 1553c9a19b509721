import type { Cohort } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { addedUp, type StandingLines } from './standing-lines.ts';

/**
 * Retention by month of first purchase, of orders that stand before the snapshot (see `standingLines`). `active[k]` counts
 * those who bought k months later; months that were not over before the snapshot are not there, save the first of all, so
 * a young cohort's row is short.
 */
export async function cohortRetention(engine: SqlEngine, lines: StandingLines): Promise<Cohort[]> {
  const rows = await addedUp(
    engine,
    lines,
    (
      lines,
    ) => `WITH months AS (SELECT customer_id, CAST(date_trunc('month', opened_at) AS DATE) AS month FROM ${lines} AS lines
         WHERE opened_at IS NOT NULL GROUP BY customer_id, CAST(date_trunc('month', opened_at) AS DATE)),
       firsts AS (SELECT customer_id, min(month) AS cohort FROM months GROUP BY customer_id)
     SELECT f.cohort, date_diff('month', f.cohort, m.month) AS age, count(*) AS n
     FROM firsts f JOIN months m ON m.customer_id = f.customer_id
     GROUP BY f.cohort, date_diff('month', f.cohort, m.month)`,
    ['cohort', 'age'],
  );
  // The last month that was over: of one that was not, the rest of its customers is still to come.
  const lastMonth = monthNumber(lines.snapshot) - 1;
  const cohorts = new Map<string, number[]>();
  for (const row of rows) {
    const month = String(row.cohort).slice(0, 7);
    const active = cohorts.get(month) ?? new Array<number>(Math.max(1, lastMonth - monthNumber(month) + 1)).fill(0);
    if (Number(row.age) < active.length) active[Number(row.age)] = Number(row.n);
    cohorts.set(month, active);
  }
  return [...cohorts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, active]) => ({ month, customers: active[0] ?? 0, active }));
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
