import type { CampaignEffect } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { newcombe } from '@soundings/statistics/newcombe';

/** One group summed up: customers, buyers, the sum and the sum of squares of their revenue, movers up. */
export type GroupTotals = { n: number; bought: number; sum: number; squares: number; up: number | null };

/** Why nothing can be said: a group is too small to have a variance. */
export class TooFewCustomersError extends Error {
  override name = 'TooFewCustomersError';
}

/**
 * The effect from the totals of both groups. It is the campaign's own only if chance decided who was held out. Proportions
 * by Newcombe's method 10, revenue by Welch (1947) with the normal quantile. Throws `TooFewCustomersError` under two customers.
 */
export function campaignEffect(audience: GroupTotals, holdout: GroupTotals): CampaignEffect {
  if (audience.n < 2 || holdout.n < 2) throw new TooFewCustomersError('Each group needs at least two customers');
  const mean = ({ n, sum }: GroupTotals) => sum / n;
  const error = ({ n, sum, squares }: GroupTotals) => Math.max(0, squares - sum ** 2 / n) / (n - 1) / n;
  const difference = mean(audience) - mean(holdout);
  const half = 1.959964 * Math.sqrt(error(audience) + error(holdout));
  const share = (of: (group: GroupTotals) => number) =>
    newcombe({ people: of(audience), of: audience.n }, { people: of(holdout), of: holdout.n });
  const told = (group: GroupTotals) => ({ n: group.n, bought: group.bought, meanRevenue: mean(group) });
  return {
    audience: told(audience),
    holdout: told(holdout),
    repurchase: share(({ bought }) => bought),
    revenue: { difference, low: difference - half, high: difference + half },
    movedUp: audience.up === null || holdout.up === null ? null : share(({ up }) => up ?? 0),
  };
}

/**
 * Sums a group up from the lake: what the customers listed in the table `members` (column `customer_id`) bought from `from`
 * until the day before `until`, and whether they moved up between two snapshots of `customers`, where given.
 */
export async function groupTotals(
  engine: SqlEngine,
  {
    members,
    purchases,
    from,
    until,
    snapshots,
  }: {
    /** Absent where `members` is a table that the engine holds. */
    members?: readonly string[];
    purchases: readonly string[];
    from: string;
    until: string;
    snapshots?: { before: readonly string[]; after: readonly string[] };
  },
): Promise<GroupTotals> {
  const listed = members && { members };
  const [row] = await engine.query(
    `WITH people AS (SELECT DISTINCT customer_id FROM members),
       bought AS (SELECT customer_id, count(opened_at) AS orders, CAST(sum(amount) AS DOUBLE) AS revenue FROM purchases
         WHERE local_at >= TIMESTAMP '${from} 00:00:00' AND local_at < TIMESTAMP '${until} 00:00:00' GROUP BY customer_id)
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
  if (snapshots === undefined) return { ...totals, up: null };
  const [moved] = await engine.query(
    `SELECT count(*) FILTER (WHERE a.r + a.f + a.m > b.r + b.f + b.m) AS up
     FROM (SELECT DISTINCT customer_id FROM members) AS p JOIN before_customers b ON b.customer_id = p.customer_id
       JOIN after_customers a ON a.customer_id = p.customer_id`,
    { ...listed, before_customers: snapshots.before, after_customers: snapshots.after },
  );
  return { ...totals, up: Number(moved?.up) };
}
