import type { CampaignEffect } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { newcombe, type Proportion } from '@soundings/statistics/newcombe';
import { welch } from '@soundings/statistics/welch';
import { linesSql, type PurchaseScope } from './purchases-sql.ts';

/** One group summed up: customers, buyers, the sum and the sum of squares of their revenue, who moved up of whom. */
export type GroupTotals = { n: number; bought: number; sum: number; squares: number; moved: Proportion | null };

/** Why nothing can be said: a group is too small to have a variance. */
export class TooFewCustomersError extends Error {
  override name = 'TooFewCustomersError';
}

/**
 * The effect from the totals of both groups. It is the campaign's own only if chance decided who was held out. Proportions
 * by Newcombe's method 10, revenue by Welch's t (1947). Throws `TooFewCustomersError` under two customers.
 */
export function campaignEffect(audience: GroupTotals, holdout: GroupTotals, currency: string): CampaignEffect {
  if (audience.n < 2 || holdout.n < 2) throw new TooFewCustomersError('Each group needs at least two customers');
  const revenue = welch(audience, holdout);
  const told = (group: GroupTotals) => ({ n: group.n, bought: group.bought, meanRevenue: group.sum / group.n });
  const bought = (group: GroupTotals) => ({ people: group.bought, of: group.n });
  const [reached, held] = [audience.moved, holdout.moved];
  return {
    audience: told(audience),
    holdout: told(holdout),
    currency,
    repurchase: newcombe(bought(audience), bought(holdout)),
    revenue: revenue && { difference: revenue.difference, low: revenue.low, high: revenue.high },
    movedUp: reached?.of && held?.of ? { ...newcombe(reached, held), audience: reached, holdout: held } : null,
  };
}

/**
 * Sums a group up from the lake: what the customers listed in the table `members` (column `customer_id`) bought from `from`
 * until the day before `until`, in the currency of `scope`, and whether they moved up between two snapshots of `customers`,
 * where given. A table `rates` that the engine holds has the exchange rates where amounts are converted.
 */
export async function groupTotals(
  engine: SqlEngine,
  {
    members,
    purchases,
    scope,
    from,
    until,
    snapshots,
  }: {
    /** Absent where `members` is a table that the engine holds. */
    members?: readonly string[];
    purchases: readonly string[];
    scope: Pick<PurchaseScope, 'unit' | 'convertTo'>;
    from: string;
    until: string;
    snapshots?: { before: readonly string[]; after: readonly string[] };
  },
): Promise<GroupTotals> {
  const listed = members && { members };
  const [row] = await engine.query(
    `WITH people AS (SELECT DISTINCT customer_id FROM members),
       bought AS (SELECT customer_id, count(opened_at) AS orders, CAST(sum(amount) AS DOUBLE) AS revenue
         FROM ${linesSql({ ...scope, snapshot: until, later: true, slice: null })} AS lines
         WHERE local_at >= TIMESTAMP '${from} 00:00:00' GROUP BY customer_id)
     SELECT count(*) AS n, count(*) FILTER (WHERE b.orders > 0) AS bought, coalesce(sum(b.revenue), 0) AS total,
       coalesce(sum(b.revenue * b.revenue), 0) AS squares
     FROM people p LEFT JOIN bought b ON b.customer_id = p.customer_id`,
    { ...listed, purchases },
  );
  const totals = {
    n: Number(row?.n),
    bought: Number(row?.bought),
    sum: Number(row?.total),
    squares: Number(row?.squares),
  };
  if (snapshots === undefined) return { ...totals, moved: null };
  const [moved] = await engine.query(
    `SELECT count(*) AS n, count(*) FILTER (WHERE a.r + a.f + a.m > b.r + b.f + b.m) AS up
     FROM (SELECT DISTINCT customer_id FROM members) AS p JOIN before_customers b ON b.customer_id = p.customer_id
       LEFT JOIN after_customers a ON a.customer_id = p.customer_id`,
    { ...listed, before_customers: snapshots.before, after_customers: snapshots.after },
  );
  return { ...totals, moved: { people: Number(moved?.up), of: Number(moved?.n) } };
}
