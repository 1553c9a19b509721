import type { DuckDb } from '@soundings/lake/duckdb';
import { groupDuplicates } from '@soundings/text/duplicates';
import { PERSON, textList } from './mention-sql.ts';
import { ANY_ORDER, slicesOf } from './slices.ts';

/** Copies of shorter texts are agreement, not copying: many people write "很好" or "works great". */
const LEAST_COPIED = "CASE WHEN language LIKE 'zh%' THEN 12 ELSE 40 END";
/** Digits of the signature that make a band: four values of eight. */
const BAND = 32;
/** Of the bands, four find a copy nine tenths of which are equal with 98 %, of eight tenths with 88 %. */
const BANDS = [0, 1, 2, 3];
const ALIKE = 0.8;

type Subject = { mentions: readonly string[]; productIds: readonly string[] };

/**
 * Stages `table` (feedback_id, weight): feedback whose text, or nearly the same, several people posted of one
 * product, each weighing 1 over their number, so that a copied text counts once. Feedback that is not here weighs 1.
 */
export async function stageCopies(engine: DuckDb, table: string, subject: Subject): Promise<void> {
  const suspects = await suspectedCopies(engine, `${table}_bands`, subject);
  const weights = suspects.size === 0 ? [] : await weighCopies(engine, `${table}_suspects`, { ...subject, suspects });
  await engine.stage(table, { feedback_id: 'VARCHAR', weight: 'DOUBLE' }, [weights]);
}

/** Feedback that shares a band of its signature with another of its product. */
async function suspectedCopies(engine: DuckDb, bands: string, { mentions, productIds }: Subject): Promise<Set<string>> {
  const suspects = new Set<string>();
  try {
    // All mentions of one feedback carry its one signature, so the least digest is the digest.
    const digests = BANDS.map((band) => `min(hash(substr(signature, ${1 + band * BAND}, ${BAND}))) AS band${band}`);
    for (const slice of await slicesOf(engine, { table: 'mentions', column: 'feedback_id' }, { mentions })) {
      const sliced = `SELECT feedback_id, product_id, ${digests.join(', ')}
        FROM mentions WHERE product_id IN (${textList(productIds)}) AND signature <> '' AND ${slice}
        GROUP BY product_id, feedback_id HAVING sum("end" - start) >= min(${LEAST_COPIED})`;
      await engine.append(bands, sliced, { mentions }, ANY_ORDER);
    }
    for (const band of BANDS) {
      const rows = await engine.query(
        `SELECT feedback_id FROM ${bands} AS b JOIN (
           SELECT product_id, band${band} FROM ${bands} GROUP BY product_id, band${band} HAVING count(*) > 1) AS shared
         ON shared.product_id = b.product_id AND shared.band${band} = b.band${band}`,
        {},
      );
      for (const row of rows) suspects.add(String(row.feedback_id));
    }
  } finally {
    await engine.drop(bands);
  }
  return suspects;
}

async function weighCopies(
  engine: DuckDb,
  staged: string,
  { mentions, productIds, suspects }: Subject & { suspects: ReadonlySet<string> },
): Promise<[string, number][]> {
  try {
    await engine.stage(staged, { feedback_id: 'VARCHAR' }, [[...suspects].map((id) => [id])]);
    const rows = await engine.query(
      `SELECT product_id, feedback_id, min(${PERSON}) AS person, min(signature) AS signature FROM mentions
       WHERE feedback_id IN (SELECT feedback_id FROM ${staged}) GROUP BY product_id, feedback_id ORDER BY feedback_id`,
      { mentions },
    );
    return productIds.flatMap((productId) =>
      weights(
        rows
          .filter((row) => row.product_id === productId)
          .map((row) => ({
            id: String(row.feedback_id),
            person: String(row.person),
            signature: String(row.signature),
          })),
      ),
    );
  } finally {
    await engine.drop(staged);
  }
}

/** One over the people of each group of near-duplicates that has several. */
function weights(feedback: readonly { id: string; person: string; signature: string }[]): [string, number][] {
  const grouped = groupDuplicates(feedback, { threshold: ALIKE });
  const people = new Map<string, Set<string>>();
  for (const [i, { group }] of grouped.entries()) {
    const posters = people.get(group) ?? new Set<string>();
    people.set(group, posters.add(feedback[i]?.person ?? ''));
  }
  return grouped.flatMap(({ id, group }): [string, number][] => {
    const posters = people.get(group)?.size ?? 1;
    return posters > 1 ? [[id, 1 / posters]] : [];
  });
}
