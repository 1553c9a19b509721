import type { DistinctiveTerm, ReportWindow } from '@soundings/contracts/pain-point';
import type { Quote } from '@soundings/contracts/share';
import { logOdds } from '../statistics/log-odds.ts';
import { maximalMarginalRelevance } from '../statistics/mmr.ts';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';
import { byProduct } from './people-counts.ts';

const TERMS = 10;
const LEAST_TERM_PEOPLE = 2;
/** Among so many of a theme's surest mentions its quotes are chosen. */
const CANDIDATES = 40;

/** The terms that a theme's complaints use more than the product's other texts do: by product, then theme. */
export async function distinctiveTerms(
  source: LakeSource,
  window: ReportWindow,
): Promise<Map<string, Map<string, DistinctiveTerm[]>>> {
  const inWindow = `said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)} AND term IS NOT NULL`;
  const rows = await source.query(
    `WITH totals AS (
       SELECT product_id, term, count(DISTINCT person) AS people FROM theme_mentions WHERE ${inWindow} GROUP BY product_id, term),
     named AS (
       SELECT product_id, theme_id, term, count(DISTINCT person) AS people FROM theme_mentions
       WHERE ${inWindow} AND side IN ('pain', 'wish') GROUP BY product_id, theme_id, term
       HAVING count(DISTINCT person) >= ${LEAST_TERM_PEOPLE}),
     ranked AS (
       SELECT named.*, totals.people AS total, row_number() OVER (
         PARTITION BY named.product_id, named.theme_id ORDER BY named.people DESC, named.term) AS position
       FROM named JOIN totals ON totals.product_id = named.product_id AND totals.term = named.term)
     SELECT product_id, theme_id, array_agg(term ORDER BY position) AS terms, array_agg(people ORDER BY position) AS people,
       array_agg(total ORDER BY position) AS totals
     FROM ranked WHERE position <= 200 GROUP BY product_id, theme_id`,
  );
  return byProduct(rows, (row) => {
    const people = row.people as number[];
    const totals = row.totals as number[];
    const counts = (row.terms as string[]).map((word, i) => {
      const first = Number(people[i]);
      return { word, first, second: Math.max(0, Number(totals[i]) - first) };
    });
    return logOdds(counts)
      .filter(({ z }) => z > 0)
      .sort((a, b) => b.z - a.z || (a.word < b.word ? -1 : 1))
      .slice(0, TERMS)
      .map(({ word, z, first }) => ({ term: word, z, people: first }));
  });
}

export type QuotedSide = 'pain' | 'wish' | 'praise';

/** Quotes of every theme by product, theme and side, from people who may be quoted. */
export type Quotes = (productId: string, themeId: string, side: QuotedSide, count: number) => Quote[];

/**
 * Fetches the surest mentions of every theme; the choice among them is made when they are asked for. Mentions that were
 * judged exactly alike are likely the same words: all but one of them come last.
 */
export async function quotesOf(source: LakeSource, window: ReportWindow): Promise<Quotes> {
  const rows = await source.query(
    `SELECT m.id, m.feedback_id, m.product_id, m.quote, m.language, m.rating, chosen.theme_id, chosen.side, chosen.said_at
     FROM (
       SELECT mention_id, theme_id, side, said_at, row_number() OVER (
         PARTITION BY product_id, theme_id, side
         ORDER BY alike > 1, is_primary DESC, confidence * abs(score) DESC, mention_id) AS position
       FROM (
         SELECT *, row_number() OVER (
           PARTITION BY product_id, theme_id, side, term, score, confidence ORDER BY is_primary DESC, mention_id) AS alike
         FROM theme_mentions
         WHERE said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)} AND consent
           AND side <> 'other') AS told) AS chosen
     JOIN mentions AS m ON m.id = chosen.mention_id
     WHERE chosen.position <= ${CANDIDATES} ORDER BY chosen.position, m.id`,
  );
  const bySubject = new Map<string, Quote[]>();
  for (const row of rows) {
    const subject = [row.product_id, row.theme_id, row.side].join();
    const quotes = bySubject.get(subject) ?? [];
    bySubject.set(subject, quotes);
    quotes.push({
      mentionId: String(row.id),
      feedbackId: String(row.feedback_id),
      productId: String(row.product_id),
      text: String(row.quote),
      language: String(row.language),
      rating: row.rating === null ? null : Number(row.rating),
      at: String(row.said_at),
    });
  }
  return (productId, themeId, side, count) =>
    chooseQuotes(bySubject.get([productId, themeId, side].join()) ?? [], count);
}

/** Quotes that represent (their words are the candidates' common ones) and differ; one of a feedback, and the same words once. */
export function chooseQuotes(candidates: readonly Quote[], count: number): Quote[] {
  const first = (key: (quote: Quote) => string, quotes: readonly Quote[]) => [
    ...new Map(quotes.toReversed().map((quote) => [key(quote), quote])).values(),
  ];
  const ofFeedback = first(({ feedbackId }) => feedbackId, candidates);
  const oneEach = first(({ text }) => pieces(text).join(' '), ofFeedback.reverse()).reverse();
  const words = oneEach.map(({ text }) => new Set(pieces(text)));
  const frequency = new Map<string, number>();
  for (const set of words) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const relevance = words.map((set) => {
    let sum = 0;
    for (const word of set) sum += (frequency.get(word) ?? 1) - 1;
    // The root keeps long quotes from winning by length and one-word quotes by purity.
    return sum / Math.sqrt(Math.max(4, set.size));
  });
  const greatest = Math.max(1e-9, ...relevance);
  const chosen = maximalMarginalRelevance(
    words.map((set, i) => ({ words: set, relevance: (relevance[i] ?? 0) / greatest })),
    count,
  );
  return chosen.flatMap((i) => oneEach[i] ?? []);
}

/** Latin words and pairs of Chinese characters. */
function pieces(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return [word];
    return Array.from({ length: Math.max(1, word.length - 1) }, (_, i) => word.slice(i, i + 2));
  });
}
