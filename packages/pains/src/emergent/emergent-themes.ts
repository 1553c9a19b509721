import { contentId } from '@soundings/contracts/ids';
import type { Theme, ThemeDomain } from '@soundings/contracts/theme';
import type { DuckDb } from '@soundings/lake/duckdb';
import { themesOf } from '../matching/product-domains.ts';
import { compileThemes, type ThemeMatcher } from '../matching/theme-matcher.ts';
import { PERSON, textList } from '../report/mention-sql.ts';
import { fallbackThemes } from '../taxonomy/starting-taxonomy.ts';
import { isPlain } from './plain-terms.ts';
import { type EmergentTerm, groupTerms } from './term-groups.ts';
import { type Said, themeNames } from './theme-names.ts';

/** A term needs five people, or this share of all who complain. */
const LEAST_PEOPLE = 5;
const LEAST_SHARE = 0.003;
/** A term that people mostly praise is no pain of its own. */
const LEAST_PAIN = 0.2;
/** So many are looked at closely. */
const MOST_CANDIDATES = 600;
const MOST_TERMS = 300;
const MOST_THEMES = 50;
/** So many complaints with a term tell whether themes speak of them already. */
const SAMPLED = 60;
/** As many of them must have no theme: what is "too expensive" is a matter of the price, whatever it is. */
const LEAST_UNTHEMED = 0.4;
/** What is mostly written with a capital is a name. */
const MOST_CAPITAL = 0.6;

const HURTS = `(intent IN ('complaint', 'wish') OR polarity = 'negative')`;

type Subject = { mentions: readonly string[]; productIds: readonly string[] };
type Known = {
  /** The taxonomy with the team's edits, and the trades of all products. */
  themes: readonly Theme[];
  domains: readonly ThemeDomain[];
  /** The emergent themes of the last report. */
  before: readonly Theme[];
};

/**
 * Themes for what the taxonomy does not know: terms of complaints that no theme fits, grouped by meaning (across
 * languages where the glossary knows it) and co-occurrence, named by their leading term. `before` are the emergent themes
 * of the last report, which keep their ids as long as anyone complains with any of their words.
 */
export async function emergentThemes(engine: DuckDb, subject: Subject, known: Known): Promise<Theme[]> {
  const before = known.before.filter(({ words }) => !isPlain(words[0] ?? ''));
  const { terms, said } = await unknownTerms(engine, subject, { ...known, before });
  const groups = groupTerms(
    terms,
    before.map(({ words }) => ({ words, people: 0 })),
  );
  const former = new Map(before.map((theme) => [theme.words[0], theme]));
  return groups
    .toSorted((a, b) => b.people - a.people)
    .slice(0, MOST_THEMES)
    .map(({ words }): Theme => {
      const [name = ''] = words;
      const id = former.get(name)?.id ?? contentId('theme', 'emergent', name);
      const names = themeNames(words, said, former.get(name)?.names);
      return { id, names, origin: 'emergent', domains: [], words, muted: false };
    });
}

async function unknownTerms(
  engine: DuckDb,
  { mentions, productIds }: Subject,
  { themes, domains, before }: Known,
): Promise<{ terms: EmergentTerm[]; said: Said }> {
  const kept = new Set(before.flatMap(({ words }) => words));
  const inProducts = `product_id IN (${textList(productIds)})`;
  const rows = await engine.query(
    `WITH all_people AS (
       SELECT count(DISTINCT ${PERSON}) AS people FROM mentions WHERE ${inProducts} AND ${HURTS}),
     terms AS (
       SELECT term, count(DISTINCT CASE WHEN ${HURTS} THEN ${PERSON} END) AS people, count(DISTINCT ${PERSON}) AS everyone
       FROM mentions WHERE ${inProducts} AND term IS NOT NULL GROUP BY term)
     SELECT terms.term, terms.people FROM terms CROSS JOIN all_people
     WHERE terms.people >= ${LEAST_PEOPLE} AND terms.people >= ${LEAST_SHARE} * all_people.people
       AND terms.people >= ${LEAST_PAIN} * terms.everyone
       OR terms.people > 0 AND terms.term IN (${textList(kept)})
     ORDER BY terms.people DESC, terms.term`,
    { mentions },
  );
  const matcher = compileThemes(themesOf(themes, domains).filter(({ id }) => !fallbackThemes.has(id)));
  const candidates = rows
    .map((row) => ({ term: String(row.term), people: Number(row.people) }))
    .filter(({ term }) => kept.has(term) || (!isPlain(term) && matcher.match(term).length === 0))
    .slice(0, MOST_CANDIDATES);
  const written = await howWritten(
    engine,
    { mentions, productIds },
    candidates.map(({ term }) => term),
  );
  const unknown = candidates
    .filter((each) => kept.has(each.term) || isUnknown(each, written.get(each.term), matcher))
    .slice(0, MOST_TERMS);
  const said: Said = new Map(unknown.map(({ term }) => [term, written.get(term)?.said ?? term]));
  if (unknown.length === 0) return { terms: [], said };
  const pairs = await engine.query(
    `WITH named AS (
       SELECT DISTINCT feedback_id, term FROM mentions
       WHERE ${inProducts} AND ${HURTS} AND term IN (${textList(unknown.map(({ term }) => term))}))
     SELECT a.term, b.term AS other, count(*) AS n FROM named AS a
     JOIN named AS b ON b.feedback_id = a.feedback_id AND b.term <> a.term GROUP BY a.term, b.term`,
    { mentions },
  );
  const beside = new Map<string, Map<string, number>>();
  for (const row of pairs) {
    const term = String(row.term);
    const others = beside.get(term) ?? new Map<string, number>();
    beside.set(term, others.set(String(row.other), Number(row.n)));
  }
  return {
    terms: unknown.map(({ term, people }) => ({ term, people, beside: beside.get(term) ?? new Map() })),
    said,
  };
}

type Written = { said: string; capital: number; quotes: readonly string[] };

/** How complaints write each term: its commonest form, its share of capitals, and some of their texts. */
async function howWritten(
  engine: DuckDb,
  { mentions, productIds }: Subject,
  terms: readonly string[],
): Promise<Map<string, Written>> {
  if (terms.length === 0) return new Map();
  const these = `product_id IN (${textList(productIds)}) AND ${HURTS} AND term IN (${textList(terms)})`;
  const rows = await engine.query(
    // Count and form in one text: its maximum is the commonest, of equally common ones the last by name.
    `WITH forms AS (
       SELECT term, lower(aspect) AS form, count(*) AS n FROM mentions WHERE ${these} AND aspect IS NOT NULL
       GROUP BY term, lower(aspect)),
     commonest AS (
       SELECT term, substr(max(concat(lpad(CAST(n AS VARCHAR), 9, '0'), form)), 10) AS said FROM forms GROUP BY term),
     heard AS (
       SELECT term, avg(CASE WHEN aspect = lower(aspect) THEN 0 ELSE 1 END) AS capital, min_by(quote, id, ${SAMPLED}) AS quotes
       FROM mentions WHERE ${these} GROUP BY term)
     SELECT heard.term, commonest.said, heard.capital, heard.quotes
     FROM heard LEFT JOIN commonest ON commonest.term = heard.term`,
    { mentions },
  );
  return new Map(
    rows.map((row) => {
      const said = row.said === null ? String(row.term) : String(row.said);
      return [String(row.term), { said, capital: Number(row.capital), quotes: row.quotes as string[] }];
    }),
  );
}

/** Is a term a thing that people complain of and no theme speaks of? */
function isUnknown({ people }: { people: number }, written: Written | undefined, matcher: ThemeMatcher): boolean {
  if (written === undefined || written.capital > MOST_CAPITAL) return false;
  const { quotes } = written;
  // A weak word alone says nothing: "my phone" is no call to the service.
  const hasTheme = (quote: string) => matcher.match(quote).some(({ strength }) => strength >= 1);
  const unthemed = quotes.filter((quote) => !hasTheme(quote)).length / Math.max(1, quotes.length);
  return unthemed >= LEAST_UNTHEMED && people * unthemed >= LEAST_PEOPLE;
}
