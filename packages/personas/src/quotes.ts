import type { PersonaQuote } from '@soundings/contracts/persona';
import { quoteText } from '@soundings/lake/quoted';
import { type Ask, text } from './lake-counts.ts';
import { endOf, peopleSql, peopleTables, type Scope, whileIn } from './people.ts';
import { mentionsSensitive } from './sensitive.ts';

/** Quotes a claim. */
const SHOWN = 3;

/** What redaction should have taken out already; a quote that still holds it is not told. */
const PERSONAL = /[\w.+-]+@[\w-]+\.\w|\d(?:[\s-]?\d){6,}/;

export type Quoted = { grp: string; theme: string; intent: string };

/** One statement for the quotes of several claims; a document shows it for its own claims only. */
export function quotesSql(scope: Scope, claims: readonly Quoted[]): string {
  const wanted = claims.map(
    ({ grp, theme, intent }) => `(${quoteText(grp)}, ${quoteText(theme)}, ${quoteText(intent)})`,
  );
  return `WITH ${peopleSql(scope)},
wanted AS (SELECT * FROM (VALUES ${wanted.join(', ')}) AS w(grp, theme_id, intent)),
said AS (
  SELECT p.grp, t.theme_id, t.intent, m.id, m.feedback_id, m.quote, m.language, m.confidence, ROW_NUMBER() OVER (
    PARTITION BY p.grp, t.theme_id, t.intent, t.customer_id ORDER BY m.confidence DESC, m.id) AS own
  FROM theme_mentions t JOIN mentions m ON m.id = t.mention_id
  JOIN people p ON p.person = t.customer_id
    AND ${whileIn(`COALESCE(CAST(t.occurred_at AS DATE), DATE '${scope.snapshot}')`)}
  JOIN wanted w ON w.grp = p.grp AND w.theme_id = t.theme_id AND w.intent = t.intent
  WHERE t.role = 'ours' AND m.consent AND LENGTH(m.quote) BETWEEN CASE WHEN m.language LIKE 'zh%' THEN 4 ELSE 8 END AND 240
    AND (t.occurred_at IS NULL OR t.occurred_at < ${endOf(scope.snapshot)})
)
SELECT grp, theme_id, intent, id, feedback_id, quote, language FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY grp, theme_id, intent, language ORDER BY confidence DESC, id) AS nth
  FROM said WHERE own = 1) q
WHERE nth <= 6 ORDER BY grp, theme_id, intent, nth, language, id`;
}

/** The tables that `quotesSql` reads. */
export function quotesTables(scope: Scope) {
  return ['mentions', 'theme_mentions', ...peopleTables(scope)] as const;
}

/**
 * What people of the groups said in their own words, by claim. Only texts that may be quoted, whose personal data the
 * analysis has redacted, one a person; clear ones first, and each language in turn. Words that a claim before has quoted
 * of the same group are left to it, unless nothing else was said.
 */
export async function askQuotes(
  ask: Ask,
  scope: Scope,
  claims: readonly Quoted[],
): Promise<(claim: Quoted) => PersonaQuote[]> {
  if (claims.length === 0) return () => [];
  const rows = await ask('quotes', quotesTables(scope), quotesSql(scope, claims));
  const quotesOf = ({ grp, theme, intent }: Quoted) =>
    rows
      .filter((row) => row.grp === grp && row.theme_id === theme && row.intent === intent)
      .map((row) => ({
        feedbackId: text(row, 'feedback_id') ?? '',
        mentionId: text(row, 'id') ?? '',
        text: text(row, 'quote') ?? '',
        language: text(row, 'language') ?? 'und',
        redacted: true as const,
        consent: true as const,
        evidence: 'quotes',
      }))
      .filter(({ text: words }) => !mentionsSensitive(words) && !PERSONAL.test(words));
  const shown = new Map<string, PersonaQuote[]>();
  const told = new Set<string>();
  for (const claim of claims) {
    const all = distinct(quotesOf(claim));
    const fresh = all.filter((quote) => !told.has(`${claim.grp} ${wordsOf(quote)}`));
    const own = (fresh.length > 0 ? fresh : all.slice(0, 1)).slice(0, SHOWN);
    for (const quote of own) told.add(`${claim.grp} ${wordsOf(quote)}`);
    shown.set(keyOf(claim), own);
  }
  return (claim) => shown.get(keyOf(claim)) ?? [];
}

function keyOf({ grp, theme, intent }: Quoted): string {
  return JSON.stringify([grp, theme, intent]);
}

function distinct(quotes: readonly PersonaQuote[]): PersonaQuote[] {
  return quotes.filter((quote, i) => quotes.findIndex((other) => wordsOf(other) === wordsOf(quote)) === i);
}

function wordsOf({ text: words }: PersonaQuote): string {
  return words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
