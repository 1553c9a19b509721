import { type Ask, count, text } from './lake-counts.ts';
import { buyerSql, endOf, peopleSql, peopleTables, type Scope, today } from './people.ts';

export type CategoryCounts = {
  /** Group → people who bought anything of a named category. */
  buyers: ReadonlyMap<string, number>;
  reach: readonly { grp: string; category: string; people: number }[];
  /** The first category that people bought, and the next other one; `to` is null where there was none. */
  steps: readonly { grp: string; from: string; to: string | null; people: number }[];
};

export const NO_CATEGORIES: CategoryCounts = { buyers: new Map(), reach: [], steps: [] };

/** Which categories each group buys, and which one after which. */
export async function askCategories(ask: Ask, scope: Scope): Promise<CategoryCounts> {
  const tables = ['purchases', ...peopleTables(scope)] as const;
  const buyer = buyerSql(scope.unit);
  const bought = `bought AS (
  SELECT ${buyer} AS customer_id, category, MIN(local_at) AS first_at FROM purchases
  WHERE kind = 'sale' AND category IS NOT NULL AND customer_id IS NOT NULL AND local_at < ${endOf(scope.snapshot)}
  GROUP BY ${buyer}, category
)`;
  const reach = await ask(
    'categories',
    tables,
    `WITH ${peopleSql(scope)}, ${bought}
SELECT p.grp, b.category, COUNT(*) AS people FROM bought b JOIN people p ON p.person = b.customer_id
WHERE ${today(scope)} AND p.grp IS NOT NULL GROUP BY p.grp, b.category
UNION ALL
SELECT p.grp, NULL, COUNT(*) FROM (SELECT DISTINCT customer_id FROM bought) b JOIN people p ON p.person = b.customer_id
WHERE ${today(scope)} AND p.grp IS NOT NULL GROUP BY p.grp
ORDER BY grp, category`,
  );
  const steps = await ask(
    'path',
    tables,
    `WITH ${peopleSql(scope)}, ${bought}, ranked AS (
  SELECT customer_id, category, first_at,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY first_at, category) AS nth FROM bought
), steps AS (
  SELECT a.customer_id, a.category AS from_category, b.category AS to_category
  FROM ranked a LEFT JOIN ranked b ON b.customer_id = a.customer_id AND b.nth = 2 AND b.first_at > a.first_at
  WHERE a.nth = 1
)
SELECT p.grp, s.from_category, s.to_category, COUNT(*) AS people FROM steps s JOIN people p ON p.person = s.customer_id
WHERE ${today(scope)} AND p.grp IS NOT NULL GROUP BY p.grp, s.from_category, s.to_category
ORDER BY p.grp, s.from_category, s.to_category`,
  );
  return {
    buyers: new Map(
      reach.flatMap((row) => (row.category === null ? [[text(row, 'grp') ?? '', count(row, 'people')]] : [])),
    ),
    reach: reach.flatMap((row) => {
      const category = text(row, 'category');
      return category === null ? [] : [{ grp: text(row, 'grp') ?? '', category, people: count(row, 'people') }];
    }),
    steps: steps.map((row) => ({
      grp: text(row, 'grp') ?? '',
      from: text(row, 'from_category') ?? '',
      to: text(row, 'to_category'),
      people: count(row, 'people'),
    })),
  };
}
