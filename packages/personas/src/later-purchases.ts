import { type Ask, count, text } from './lake-counts.ts';
import { buyerSql, peopleSql, peopleTables, type Scope, snapshotBefore } from './people.ts';
import type { Field } from './sample.ts';

/**
 * Who of each group of an earlier snapshot bought again until this one: purchases that the group did not know of, so a
 * test of it. Null where there is only one snapshot.
 */
export async function askLaterPurchases(ask: Ask, scope: Scope): Promise<Field | null> {
  const [before, now] = [snapshotBefore(scope), scope.snapshots.at(-1)];
  if (!before || !now) return null;
  const rows = await ask(
    'later',
    ['purchases', ...peopleTables(scope)],
    `WITH ${peopleSql(scope)}, buyers AS (
  SELECT DISTINCT ${buyerSql(scope.unit)} AS customer_id FROM purchases
  WHERE kind = 'sale' AND local_at >= TIMESTAMP '${before} 00:00:00' AND local_at < TIMESTAMP '${now} 00:00:00'
)
SELECT p.grp, CASE WHEN b.customer_id IS NULL THEN 'no' ELSE 'yes' END AS value, COUNT(*) AS people
FROM people p LEFT JOIN buyers b ON b.customer_id = p.person
WHERE CAST(p.snapshot AS DATE) = DATE '${before}' AND p.grp IS NOT NULL
GROUP BY p.grp, CASE WHEN b.customer_id IS NULL THEN 'no' ELSE 'yes' END ORDER BY 1, 2`,
  );
  const cells = rows.map((row) => ({
    grp: text(row, 'grp'),
    stratum: null,
    value: text(row, 'value') ?? '',
    people: count(row, 'people'),
  }));
  return { name: 'bought-again', several: false, cells, bases: cells.map(({ value: _, ...base }) => base) };
}
