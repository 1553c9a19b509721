import type { DuckDb } from '@soundings/lake/duckdb';
import { IS_LOW, PERSON, SAID_AT, textList } from './mention-sql.ts';
import { ANY_ORDER, slicesOf } from './slices.ts';

export type VotingMentions = { mentions: readonly string[]; productIds: readonly string[] };

/** Matches joined at once: the engine holds them while the mentions go by. */
const JOINED = 500_000;

/**
 * Stores `theme_mentions` under a key: staged matches with the mentions they stand in and the weight of their feedback.
 */
export async function storeThemeMentions(
  engine: DuckDb,
  { matches, copies }: { matches: string; copies: string },
  { mentions, key }: { mentions: readonly string[]; key: string },
): Promise<void> {
  const slices = await slicesOf(engine, { table: matches, column: 'mention_id', rows: JOINED }, {});
  const sliced = (
    slice: string,
  ) => `SELECT m.id AS mention_id, m.feedback_id, m.product_id, m.role, t.theme_id, m.intent,
      m.polarity, m.score, coalesce(c.weight, 1.0) AS weight, m.customer_id, m.occurred_at, t.side, t.is_primary, t.portion,
      ${PERSON.replaceAll(/(customer_id|author|feedback_id)/g, 'm.$1')} AS person, ${SAID_AT} AS said_at,
      m.kind, m.source_id, m.channel, m.language, m.product_version, m.rating, m.nps, m.term, m.confidence, m.consent
    FROM (SELECT * FROM ${matches} WHERE ${slice}) AS t
    JOIN mentions AS m ON m.id = t.mention_id
    LEFT JOIN ${copies} AS c ON c.feedback_id = m.feedback_id`;
  const [whole] = slices;
  if (slices.length === 1 && whole !== undefined) {
    await engine.store(sliced(whole), { mentions }, key, ANY_ORDER);
    return;
  }
  const parts = `${matches}_parts`;
  try {
    for (const slice of slices) await engine.append(parts, sliced(slice), { mentions }, ANY_ORDER);
    await engine.store(`SELECT * FROM ${parts}`, {}, key, ANY_ORDER);
  } finally {
    await engine.drop(parts);
  }
}

/**
 * Makes the table `voices`: everyone who said anything, a row per feedback with its weight, which is what shares are
 * taken of. `hurts` is 1 where any of its mentions complains or wishes, or its author is not satisfied.
 */
export async function stageVoices(
  engine: DuckDb,
  { voices, copies }: { voices: string; copies: string },
  { mentions, productIds }: VotingMentions,
): Promise<void> {
  for (const slice of await slicesOf(engine, { table: 'mentions', column: 'feedback_id' }, { mentions })) {
    const sliced = `SELECT v.*, coalesce(c.weight, 1.0) AS weight FROM (
       SELECT product_id, feedback_id, min(${PERSON}) AS person, min(${SAID_AT}) AS said_at, min(kind) AS kind,
         min(channel) AS channel, min(language) AS language, min(product_version) AS product_version,
         min(customer_id) AS customer_id, max(rating) AS rating, max(nps) AS nps, count(*) AS mentions,
         max(CASE WHEN intent IN ('complaint', 'wish') OR polarity = 'negative' OR ${IS_LOW} THEN 1 ELSE 0 END) AS hurts
       FROM mentions WHERE product_id IN (${textList(productIds)}) AND ${slice} GROUP BY product_id, feedback_id) AS v
     LEFT JOIN ${copies} AS c ON c.feedback_id = v.feedback_id`;
    await engine.append(voices, sliced, { mentions }, ANY_ORDER);
  }
}
