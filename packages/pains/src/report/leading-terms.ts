import type { DistinctiveTerm, ReportWindow } from '@soundings/contracts/pain-point';
import { logOdds } from '../statistics/log-odds.ts';
import { isGeneric } from '../taxonomy/generic-terms.ts';
import type { LakeSource } from './lake-source.ts';
import { PERSON, SAID_AT, timestamp } from './mention-sql.ts';

const TERMS = 20;
/** Terms of more people are considered first; the tail of single voices is not worth fetching. */
const CONSIDERED = 2000;

/** How many people complain with a term, and how many speak of it otherwise. */
export type TermPeople = { term: string; pain: number; otherwise: number };

/** The terms of each product's complaints, most telling first. */
export async function leadingTerms(source: LakeSource, window: ReportWindow): Promise<Map<string, DistinctiveTerm[]>> {
  const rows = await source.query(
    `WITH terms AS (
       SELECT product_id, term, count(DISTINCT CASE WHEN hurts THEN person END) AS pain,
         count(DISTINCT CASE WHEN NOT hurts THEN person END) AS otherwise
       FROM (
         SELECT product_id, term, ${PERSON} AS person, ${SAID_AT} AS said_at,
           intent IN ('complaint', 'wish') OR polarity = 'negative' AS hurts
         FROM mentions WHERE term IS NOT NULL) AS named
       WHERE said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)}
       GROUP BY product_id, term),
     ranked AS (
       SELECT terms.*, row_number() OVER (PARTITION BY product_id ORDER BY pain DESC, term) AS position FROM terms)
     SELECT product_id, term, pain, otherwise FROM ranked WHERE position <= ${CONSIDERED} ORDER BY product_id, position`,
  );
  const products = new Map<string, TermPeople[]>();
  for (const row of rows) {
    const productId = String(row.product_id);
    const terms = products.get(productId) ?? [];
    products.set(productId, terms);
    terms.push({ term: String(row.term), pain: Number(row.pain), otherwise: Number(row.otherwise) });
  }
  return new Map([...products].map(([productId, terms]) => [productId, rankTerms(terms)]));
}

/** A term's share of complaints is drawn towards the product's as by this many people. */
const PRIOR_PEOPLE = 5;

/**
 * Terms that name something, by people who complain with them times the squared share of complaints among all who use them: what hurts many
 * comes first, unless as many like it. `z` is the log-odds of complaints against the rest.
 */
export function rankTerms(terms: readonly TermPeople[], count = TERMS): DistinctiveTerm[] {
  const named = terms.filter(({ term, pain }) => pain > 0 && !isGeneric(term));
  const odds = logOdds(named.map(({ term, pain, otherwise }) => ({ word: term, first: pain, second: otherwise })));
  const pain = odds.reduce((sum, { first }) => sum + first, 0);
  const overall =
    pain /
    Math.max(
      1,
      odds.reduce((sum, { first, second }) => sum + first + second, 0),
    );
  const weight = ({ first, second }: (typeof odds)[number]) =>
    first * ((first + PRIOR_PEOPLE * overall) / (first + second + PRIOR_PEOPLE)) ** 2;
  return odds
    .sort((a, b) => weight(b) - weight(a) || (a.word < b.word ? -1 : 1))
    .slice(0, count)
    .map(({ word, z, first }) => ({ term: word, z, people: first }));
}
