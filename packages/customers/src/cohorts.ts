import type { Cohort } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';

/**
 * Retention by month of first purchase, for purchases before the snapshot (`YYYY-MM-DD`). `active[k]` counts those who
 * bought k months later; months after the snapshot are not there, so a young cohort's row is short.
 */
export async function cohortRetention(
  engine: SqlEngine,
  { purchases, snapshot }: { purchases: readonly string[]; snapshot: string },
): Promise<Cohort[]> {
  const rows = await engine.query(
    `WITH months AS (SELECT customer_id, CAST(date_trunc('month', opened_at) AS DATE) AS month FROM purchases
         WHERE opened_at < TIMESTAMP '${snapshot} 00:00:00' GROUP BY customer_id, CAST(date_trunc('month', opened_at) AS DATE)),
       firsts AS (SELECT customer_id, min(month) AS cohort FROM months GROUP BY customer_id)
     SELECT f.cohort, date_diff('month', f.cohort, m.month) AS age, count(*) AS n
     FROM firsts f JOIN months m ON m.customer_id = f.customer_id
     GROUP BY f.cohort, date_diff('month', f.cohort, m.month) ORDER BY 1, 2`,
    { purchases },
  );
  const lastMonth = monthNumber(new Date(Date.parse(`${snapshot}T00:00:00Z`) - 1).toISOString());
  const cohorts = new Map<string, number[]>();
  for (const row of rows) {
    const month = String(row.cohort).slice(0, 7);
    const active = cohorts.get(month) ?? new Array<number>(lastMonth - monthNumber(month) + 1).fill(0);
    active[Number(row.age)] = Number(row.n);
    cohorts.set(month, active);
  }
  return [...cohorts].map(([month, active]) => ({ month, customers: active[0] ?? 0, active }));
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
