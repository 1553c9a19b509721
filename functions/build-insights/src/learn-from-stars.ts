import { createHash } from 'node:crypto';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';
import { learnDomain, type RatedText } from '@soundings/text/domain-learning';
import { shippedModels } from '@soundings/text/polarity';
import { storePolarityModel } from '@soundings/text/polarity-model';

/** So many reviews teach nearly all that there is to learn, within seconds. */
const MOST_REVIEWS = 4000;

/**
 * Refits the weights of each language's polarity model from the stars of the team's own reviews, as the lake has them:
 * without personal data. They are kept only where reviews that they had not seen are judged better; the next analysis
 * uses them. Reviews that have taught already are not learnt from again.
 */
export async function learnFromStars(buildId: string, { store, duckdb }: { store: Store; duckdb: DuckDb }) {
  const { files } = await store.lake.read('mentions');
  if (files.length === 0) return;
  const mentions = files.map(({ key }) => key);
  const former = await store.learntModels.current();
  for (const base of Object.values(shippedModels())) {
    const rated = await ratedTexts(duckdb, { mentions, language: base.language });
    if (rated.length === 0) continue;
    const fingerprint = fingerprintOf(base.version, rated);
    if (former.some((model) => model.fingerprint === fingerprint)) continue;
    const version = `${base.version}-stars-${fingerprint.slice(0, 8)}`;
    const { model, kept, reviews, before, after, z } = learnDomain(base, rated, { version });
    const outcome = { language: base.language, version, base: base.version, kept, reviews, before, after, fingerprint };
    const learntAt = new Date().toISOString();
    await store.learntModels.store({ ...outcome, z, buildId, learntAt }, kept ? storePolarityModel(model) : null);
  }
}

type Query = { mentions: readonly string[]; language: string };

/** Own reviews with one, two, four or five stars, the same ones whenever the lake is the same. */
async function ratedTexts(duckdb: DuckDb, { mentions, language }: Query): Promise<RatedText[]> {
  const rows = await duckdb.query(
    `WITH chosen AS (
       SELECT DISTINCT feedback_id FROM mentions
       WHERE role = 'ours' AND (rating <= 2 OR rating >= 4)
         AND (language = '${language}' OR language LIKE '${language}-%')
       ORDER BY md5(feedback_id) LIMIT ${MOST_REVIEWS}
     ), clauses AS (
       SELECT DISTINCT feedback_id, clause, quote, rating FROM mentions JOIN chosen USING (feedback_id)
     )
     SELECT feedback_id, any_value(rating) AS rating, string_agg(quote, ' ' ORDER BY clause) AS text
     FROM clauses GROUP BY feedback_id ORDER BY md5(feedback_id)`,
    { mentions },
  );
  return rows.map(({ text, rating }) => ({ text: String(text), rating: Number(rating) }));
}

function fingerprintOf(base: string, rated: readonly RatedText[]): string {
  const hash = createHash('sha256').update(base);
  for (const { text, rating } of rated) hash.update(`\n${rating} ${text}`);
  return hash.digest('hex');
}
