import { contentId } from '@soundings/contracts/ids';
import type { Theme } from '@soundings/contracts/theme';
import type { DuckDb } from '@soundings/lake/duckdb';
import { compileThemes } from '../matching/theme-matcher.ts';
import { PERSON, textList } from '../report/mention-sql.ts';
import { isTradeWord } from '../taxonomy/generic-terms.ts';
import { type EmergentTerm, groupTerms } from './term-groups.ts';

/** A term needs five people, or this share of all who complain. */
const LEAST_PEOPLE = 5;
const LEAST_SHARE = 0.003;
/** A term that people mostly praise is no pain of its own. */
const LEAST_PAIN = 0.2;
const MOST_TERMS = 300;
const MOST_THEMES = 50;

const HURTS = `(intent IN ('complaint', 'wish') OR polarity = 'negative')`;

type Subject = { mentions: readonly string[]; productIds: readonly string[] };

/**
 * Themes for what the taxonomy does not know: terms of complaints that no theme fits, grouped by meaning and
 * co-occurrence, named by their leading term. `before` are the emergent themes of the last report, which keep their
 * ids as long as anyone complains with any of their words.
 */
export async function emergentThemes(
  engine: DuckDb,
  subject: Subject,
  { themes, before }: { themes: readonly Theme[]; before: readonly Theme[] },
): Promise<Theme[]> {
  const terms = await unknownTerms(engine, subject, { themes, kept: new Set(before.flatMap(({ words }) => words)) });
  const groups = groupTerms(
    terms,
    before.map(({ words }) => ({ words, people: 0 })),
  );
  const known = new Map(before.map((theme) => [theme.words[0], theme]));
  return groups
    .toSorted((a, b) => b.people - a.people)
    .slice(0, MOST_THEMES)
    .map(({ words }): Theme => {
      const [name = ''] = words;
      const id = known.get(name)?.id ?? contentId('theme', 'emergent', name);
      return { id, names: { 'zh-CN': name, en: name }, origin: 'emergent', domains: [], words, muted: false };
    });
}

async function unknownTerms(
  engine: DuckDb,
  { mentions, productIds }: Subject,
  { themes, kept }: { themes: readonly Theme[]; kept: ReadonlySet<string> },
): Promise<EmergentTerm[]> {
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
  const matcher = compileThemes(themes);
  const unknown = rows
    .map((row) => ({ term: String(row.term), people: Number(row.people) }))
    .filter(({ term }) => kept.has(term) || (!isTradeWord(term) && matcher.match(term).length === 0))
    .slice(0, MOST_TERMS);
  if (unknown.length === 0) return [];
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
  return unknown.map((term) => ({ ...term, beside: beside.get(term.term) ?? new Map() }));
}
