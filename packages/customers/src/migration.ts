import type { Migration, MigrationCell } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';

/**
 * How customers moved between the segments of two snapshots of the `customers` table. Every customer of either is in
 * exactly one cell, so rows sum to the sizes before and columns to those after.
 */
export async function segmentMigration({
  engine,
  before,
  after,
  map = 'segment',
}: {
  engine: SqlEngine;
  before: readonly string[];
  after: readonly string[];
  map?: 'segment' | 'eight';
}): Promise<Migration> {
  const rows = await engine.query(
    `SELECT b.${map} AS from_segment, a.${map} AS to_segment, count(*) AS n, coalesce(sum(b.monetary), 0) AS revenue_before,
       coalesce(sum(a.monetary), 0) AS revenue_after
     FROM before_customers b FULL OUTER JOIN after_customers a ON a.customer_id = b.customer_id
     GROUP BY b.${map}, a.${map} ORDER BY 1, 2`,
    { before_customers: before, after_customers: after },
  );
  const cells = rows.map((row) => ({
    from: row.from_segment === null ? null : String(row.from_segment),
    to: row.to_segment === null ? null : String(row.to_segment),
    n: Number(row.n),
    revenueBefore: Number(row.revenue_before),
    revenueAfter: Number(row.revenue_after),
  }));
  return { cells, flows: flows(cells) };
}

function flows(cells: readonly MigrationCell[]): Migration['flows'] {
  const total = (where: (cell: MigrationCell) => boolean) => cells.filter(where).reduce((sum, { n }) => sum + n, 0);
  const segments = [...new Set(cells.flatMap(({ from, to }) => [from, to]))].filter((segment) => segment !== null);
  return segments.sort().map((segment) => {
    const before = total(({ from }) => from === segment);
    const after = total(({ to }) => to === segment);
    const stayed = total(({ from, to }) => from === segment && to === segment);
    return { segment, before, after, stayed, came: after - stayed, went: before - stayed };
  });
}
