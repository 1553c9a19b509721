import type { ReportWindow } from '@soundings/contracts/pain-point';
import type { SqlRow } from '@soundings/lake/sql-engine';
import type { Votes } from '../statistics/divided-votes.ts';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';

/** People (distinct, copies sharing one vote) and what they said of one theme of one product in one window. */
export type ThemePeople = { pain: number; wish: number; praise: number; feedback: number; mentions: number };

export type PeopleCounts = {
  /** By product: everyone who said anything. */
  voices: Map<string, { people: number; feedback: number; mentions: number }>;
  /** By product, then theme. */
  themes: Map<string, Map<string, ThemePeople>>;
};

/** Counts people, not texts: a person's vote is the heaviest of their feedback, however often they wrote. */
export async function countPeople(source: LakeSource, window: ReportWindow): Promise<PeopleCounts> {
  const inWindow = `said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)}`;
  const voices = await source.query(
    `SELECT product_id, sum(vote) AS people, sum(feedback) AS feedback, sum(mentions) AS mentions FROM (
       SELECT product_id, person, max(weight) AS vote, count(*) AS feedback, sum(mentions) AS mentions
       FROM ${source.voices} WHERE ${inWindow} GROUP BY product_id, person) AS people GROUP BY product_id`,
  );
  const themes = await source.query(
    `WITH feedback AS (
       SELECT product_id, theme_id, person, feedback_id,
         max(CASE WHEN side IN ('pain', 'wish') THEN weight ELSE 0 END) AS pain,
         max(CASE WHEN side = 'wish' THEN weight ELSE 0 END) AS wish,
         max(CASE WHEN side = 'praise' THEN weight ELSE 0 END) AS praise,
         count(CASE WHEN side IN ('pain', 'wish') THEN 1 END) AS mentions
       FROM theme_mentions WHERE ${inWindow} GROUP BY product_id, theme_id, person, feedback_id),
     people AS (
       SELECT product_id, theme_id, person, max(pain) AS pain, max(wish) AS wish, max(praise) AS praise,
         count(CASE WHEN pain > 0 THEN 1 END) AS feedback, sum(mentions) AS mentions
       FROM feedback GROUP BY product_id, theme_id, person)
     SELECT product_id, theme_id, sum(pain) AS pain, sum(wish) AS wish, sum(praise) AS praise,
       sum(feedback) AS feedback, sum(mentions) AS mentions
     FROM people GROUP BY product_id, theme_id`,
  );
  return {
    voices: new Map(
      voices.map((row) => [
        String(row.product_id),
        { people: rounded(row.people), feedback: Number(row.feedback), mentions: Number(row.mentions) },
      ]),
    ),
    themes: byProduct(themes, (row) => ({
      pain: rounded(row.pain),
      wish: rounded(row.wish),
      praise: rounded(row.praise),
      feedback: Number(row.feedback),
      mentions: Number(row.mentions),
    })),
  };
}

/** Votes of one product in one place: who was heard there, and what for. */
export type PlaceVotes = { people: number; themes: Map<string, { pain: Votes; praise: Votes }> };

/** By product, then place. */
export type DividedVotes = Map<string, Map<string, PlaceVotes>>;

/** Where something was said: the site or shop of a review, or a survey. */
const PLACE = "CASE WHEN kind = 'answer' THEN 'survey' ELSE coalesce(channel, '') END";

/**
 * People's votes by product, place and theme, for comparing products: everyone who complains has one vote and divides
 * it equally over the themes of the complaint (praise alike). Otherwise a product whose people write longer would have
 * more of every pain.
 */
export async function countVotes(source: LakeSource, window: ReportWindow): Promise<DividedVotes> {
  const inWindow = `said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)}`;
  const heard = await source.query(
    `SELECT product_id, place, sum(vote) AS people FROM (
       SELECT product_id, ${PLACE} AS place, person, max(weight) AS vote
       FROM ${source.voices} WHERE ${inWindow} GROUP BY product_id, ${PLACE}, person) AS people
     GROUP BY product_id, place ORDER BY product_id, place`,
  );
  const votes: DividedVotes = new Map();
  for (const row of heard) {
    const productId = String(row.product_id);
    const places = votes.get(productId) ?? new Map<string, PlaceVotes>();
    votes.set(productId, places.set(String(row.place), { people: rounded(row.people), themes: new Map() }));
  }
  const rows = await source.query(
    `WITH feedback AS (
       SELECT product_id, ${PLACE} AS place, theme_id, person, feedback_id, side = 'praise' AS is_praise,
         sum(portion) AS portion, max(weight) AS weight
       FROM theme_mentions WHERE ${inWindow} AND side <> 'other'
       GROUP BY product_id, ${PLACE}, theme_id, person, feedback_id, side = 'praise'),
     voters AS (
       SELECT product_id, place, person, is_praise, count(DISTINCT feedback_id) AS feedback FROM feedback
       GROUP BY product_id, place, person, is_praise),
     votes AS (
       SELECT f.product_id, f.place, f.theme_id, f.person, f.is_praise, max(f.weight) * sum(f.portion) / max(v.feedback) AS vote
       FROM feedback AS f JOIN voters AS v
         ON v.product_id = f.product_id AND v.place = f.place AND v.person = f.person AND v.is_praise = f.is_praise
       GROUP BY f.product_id, f.place, f.theme_id, f.person, f.is_praise)
     SELECT product_id, place, theme_id, sum(CASE WHEN is_praise THEN 0 ELSE vote END) AS pain,
       sum(CASE WHEN is_praise THEN 0 ELSE vote * vote END) AS pain_squares,
       sum(CASE WHEN is_praise THEN vote ELSE 0 END) AS praise,
       sum(CASE WHEN is_praise THEN vote * vote ELSE 0 END) AS praise_squares
     FROM votes GROUP BY product_id, place, theme_id`,
  );
  for (const row of rows) {
    const place = votes.get(String(row.product_id))?.get(String(row.place));
    if (place === undefined) continue;
    place.themes.set(String(row.theme_id), {
      pain: { sum: rounded(row.pain), squares: rounded(row.pain_squares), of: place.people },
      praise: { sum: rounded(row.praise), squares: rounded(row.praise_squares), of: place.people },
    });
  }
  return votes;
}

/** When each theme first hurt anyone, over all of history: by product, then theme. */
export async function firstSeen(source: LakeSource): Promise<Map<string, Map<string, string>>> {
  const rows = await source.query(
    `SELECT product_id, theme_id, min(said_at) AS first_seen FROM theme_mentions WHERE side IN ('pain', 'wish')
     GROUP BY product_id, theme_id`,
  );
  return byProduct(rows, (row) => String(row.first_seen));
}

/** Rows of (product_id, theme_id, …) as a map of maps. */
export function byProduct<T>(rows: readonly SqlRow[], value: (row: SqlRow) => T): Map<string, Map<string, T>> {
  const products = new Map<string, Map<string, T>>();
  for (const row of rows) {
    const productId = String(row.product_id);
    const themes = products.get(productId) ?? new Map<string, T>();
    products.set(productId, themes.set(String(row.theme_id), value(row)));
  }
  return products;
}

/** Sums of shared votes depend on their order in the last digits; a report must not. */
export function rounded(value: unknown): number {
  return Math.round(Number(value) * 1e6) / 1e6;
}
