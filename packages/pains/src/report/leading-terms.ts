import type { DistinctiveTerm } from '@soundings/contracts/pain-point';
import type { Theme, ThemeDomain } from '@soundings/contracts/theme';
import type { DuckDb } from '@soundings/lake/duckdb';
import { sideOf } from '../matching/feedback-themes.ts';
import { themesOf } from '../matching/product-domains.ts';
import { stemOf } from '../matching/text-units.ts';
import { compileThemes, type ThemeMatcher } from '../matching/theme-matcher.ts';
import { logOdds } from '../statistics/log-odds.ts';
import { domainWords } from '../taxonomy/domain-words.ts';
import { isGeneric, isSold } from '../taxonomy/generic-terms.ts';
import { fallbackThemes, splitWords } from '../taxonomy/starting-taxonomy.ts';
import type { Listener, MatchedMentions } from './match-mentions.ts';
import { PERSON, textList } from './mention-sql.ts';

const TERMS = 20;
/** The analyzer's terms of most people, for each product. */
const KNOWN_TERMS = 2000;
const LEAST_PEOPLE = 2;
/** Complaints surely use it less than other texts do. */
const PRAISED = -3;
/** A term's share of complaints is drawn towards the product's as by this many people. */
const PRIOR_PEOPLE = 5;
/** The thing itself takes so many places at most. */
const SOLD_TERMS = 3;
/** How much the share of complaints counts beside their number: 0 not at all, 1 as much. */
const CONTRAST = 0.25;
/** What is only told of a thing counts less than the thing. */
const UNNAMED = 0.5;

/** Counts, as texts go by, who complains with which term and who uses it otherwise. */
export type TermCounts = Listener & {
  /** The product's leading terms of complaint, most telling first. */
  ranked(productId: string): DistinctiveTerm[];
};

type Counter = { matcher: ThemeMatcher; named: ReadonlySet<string>; pain: SpeakerCounts; otherwise: SpeakerCounts };

/**
 * Terms worth counting are the analyzer's, the taxonomy's own words and the trade's: an analyzer that misses a term
 * in one clause has found it in another, so texts are searched for all of them.
 */
export async function openTermCounts(
  engine: DuckDb,
  { mentions, productIds, themes, domains }: Omit<MatchedMentions, 'window'>,
): Promise<TermCounts> {
  const rows = await engine.query(
    `SELECT product_id, term FROM (
       SELECT product_id, term, row_number() OVER (PARTITION BY product_id ORDER BY count(DISTINCT ${PERSON}) DESC, term) AS position
       FROM mentions WHERE term IS NOT NULL AND product_id IN (${textList(productIds)})
       GROUP BY product_id, term HAVING count(DISTINCT ${PERSON}) >= ${LEAST_PEOPLE}) AS terms
     WHERE position <= ${KNOWN_TERMS} ORDER BY product_id, position`,
    { mentions },
  );
  const known = new Map<string, string[]>(productIds.map((id) => [id, []]));
  for (const row of rows) known.get(String(row.product_id))?.push(String(row.term));
  const counters = new Map(
    [...known].map(([productId, terms]): [string, Counter] => {
      const trades = domains.get(productId) ?? [];
      const words = [...terms, ...taxonomyTerms(themes, trades), ...trades.flatMap(tradeTerms)];
      const counts = { pain: countSpeakers(), otherwise: countSpeakers() };
      return [productId, { matcher: termMatcher(words), named: new Set(terms), ...counts }];
    }),
  );
  return {
    hear({ productId, speaker, mentions: said }) {
      const counter = counters.get(productId);
      if (counter === undefined) return;
      for (const mention of said) {
        const side = sideOf(mention);
        const people = side === 'pain' || side === 'wish' ? counter.pain : counter.otherwise;
        for (const { themeId: term } of counter.matcher.match(mention.quote)) people.add(term, speaker);
      }
    },
    pause() {
      for (const { pain, otherwise } of counters.values()) for (const people of [pain, otherwise]) people.pause();
    },
    ranked(productId) {
      const counter = counters.get(productId);
      if (counter === undefined) return [];
      const others = counter.otherwise.counted();
      return rankTerms(
        [...counter.pain.counted()].map(([term, people]) => ({
          term,
          pain: people,
          otherwise: others.get(term) ?? 0,
          // Only languages that inflect tell the two apart by the word alone.
          isNamed: counter.named.has(term) || /\p{Script=Han}/u.test(term),
        })),
      );
    },
  };
}

type SpeakerCounts = ReturnType<typeof countSpeakers>;

/** Distinct speakers by term: their names are held until the next pause only, so that memory does not grow with them. */
function countSpeakers() {
  const speakers = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  return {
    add(term: string, speaker: string) {
      const known = speakers.get(term);
      if (known === undefined) speakers.set(term, new Set([speaker]));
      else known.add(speaker);
    },
    pause() {
      for (const [term, { size }] of speakers) counts.set(term, (counts.get(term) ?? 0) + size);
      speakers.clear();
    },
    /** What was counted up to the last pause. */
    counted: (): ReadonlyMap<string, number> => counts,
  };
}

/**
 * Each term is a theme of its own: of terms inside each other the longest counts. Of a word's forms the first stands
 * for all.
 */
function termMatcher(words: readonly string[]): ThemeMatcher {
  const names = { 'zh-CN': '-', en: '-' };
  const forms = new Map<string, string>();
  for (const word of words) {
    const form = word
      .toLowerCase()
      .split(/[\s-]+/)
      .map(stemOf)
      .join(' ');
    if (!forms.has(form) && !isGeneric(word)) forms.set(form, word);
  }
  const named = [...forms.values()];
  return compileThemes(
    named.map((word): Theme => ({ id: word, names, origin: 'team', domains: [], words: [word], muted: false })),
  );
}

/** Words that name a theme by themselves: weak ones, gaps and numbers need their clause. */
function taxonomyTerms(themes: readonly Theme[], trades: readonly ThemeDomain[]): string[] {
  return themesOf(themes, trades)
    .filter(({ id }) => !fallbackThemes.has(id))
    .flatMap(({ words }) => words.filter((word) => !/^\?|[…#]/.test(word)).map((word) => word.replace(/^!/, '')));
}

const tradeTerms = (trade: ThemeDomain): string[] => (trade === 'goods' ? [] : splitWords(domainWords[trade]));

/**
 * How many people complain with a term, and how many use it otherwise. `isNamed`: the analyzer found it to be what is
 * spoken of, while other words of the taxonomy may tell what happened to it ("returned", "lacks").
 */
type TermPeople = { term: string; pain: number; otherwise: number; isNamed: boolean };

/**
 * The terms that most people complain with, drawn towards those that complaints use more than other texts do; what
 * complaints surely use less is left out. Each carries the z of the log-odds of complaints against the rest.
 */
export function rankTerms(terms: readonly TermPeople[], count = TERMS): DistinctiveTerm[] {
  const odds = logOdds(terms.map(({ term, pain, otherwise }) => ({ word: term, first: pain, second: otherwise })));
  const pain = odds.reduce((sum, { first }) => sum + first, 0);
  const overall =
    pain /
    Math.max(
      1,
      odds.reduce((sum, { first, second }) => sum + first + second, 0),
    );
  const named = new Set(terms.filter(({ isNamed }) => isNamed).map(({ term }) => term));
  const weight = ({ word, first, second }: (typeof odds)[number]) =>
    (named.has(word) ? 1 : UNNAMED) *
    first *
    ((first + PRIOR_PEOPLE * overall) / (first + second + PRIOR_PEOPLE)) ** CONTRAST;
  let soldTerms = 0;
  return odds
    .filter(({ first, z }) => first > 0 && z > PRAISED)
    .sort((a, b) => weight(b) - weight(a) || (a.word < b.word ? -1 : 1))
    .filter(({ word }) => !isSold(word) || soldTerms++ < SOLD_TERMS)
    .slice(0, count)
    .map(({ word, z, first }) => ({ term: word, z, people: first }));
}
