import { type Ask, count, text } from './lake-counts.ts';
import { endOf, hasPeople, peopleSql, peopleTables, type Scope, whileIn } from './people.ts';

/** How many people of a group and stratum spoke at all (`theme` null) or named a theme with an intent. */
export type VoiceCount = {
  grp: string | null;
  stratum: string | null;
  theme: string | null;
  intent: string | null;
  people: number;
};

/** An unknown date is the snapshot's. */
function day(column: string, scope: Scope): string {
  return `COALESCE(CAST(${column} AS DATE), DATE '${scope.snapshot}')`;
}

function upTo(column: string, { snapshot }: Scope): string {
  return `(${column} IS NULL OR ${column} < ${endOf(snapshot)})`;
}

/** Feedback of people whom a link or a file names, about our products. Nobody is known where there are no people. */
export async function askVoices(ask: Ask, scope: Scope): Promise<VoiceCount[]> {
  const rows = await ask(
    'themes',
    ['mentions', 'theme_mentions', ...peopleTables(scope)],
    `WITH ${peopleSql(scope)}, said AS (
  SELECT DISTINCT customer_id AS person, CAST(NULL AS VARCHAR) AS theme_id, CAST(NULL AS VARCHAR) AS intent,
    ${day('occurred_at', scope)} AS day
  FROM mentions WHERE role = 'ours' AND customer_id IS NOT NULL AND ${upTo('occurred_at', scope)}
  UNION ALL
  SELECT DISTINCT customer_id, theme_id, intent, ${day('occurred_at', scope)}
  FROM theme_mentions WHERE role = 'ours' AND customer_id IS NOT NULL AND ${upTo('occurred_at', scope)}
)
SELECT grp, stratum, theme_id, intent, COUNT(*) AS people FROM (
  SELECT DISTINCT p.grp, p.stratum, s.theme_id, s.intent, s.person
  FROM said s JOIN people p ON p.person = s.person AND ${whileIn('s.day')}) x
GROUP BY grp, stratum, theme_id, intent ORDER BY grp, stratum, theme_id, intent`,
  );
  return rows.map((row) => ({
    grp: text(row, 'grp'),
    stratum: text(row, 'stratum'),
    theme: text(row, 'theme_id'),
    intent: text(row, 'intent'),
    people: count(row, 'people'),
  }));
}

/** Feedback that names nobody: how many texts in all (`theme` null) and how many name a theme. */
export type ContextCount = { role: string; theme: string | null; intent: string | null; feedback: number };

/** What is said by those who are nobody that we know. */
export async function askContext(ask: Ask, scope: Scope): Promise<ContextCount[]> {
  // Where there are no people at all, whoever is named is nobody we know.
  const unlinked = hasPeople(scope) ? 'customer_id IS NULL' : 'TRUE';
  const rows = await ask(
    'context',
    ['mentions', 'theme_mentions'],
    `SELECT role, CAST(NULL AS VARCHAR) AS theme_id, CAST(NULL AS VARCHAR) AS intent, COUNT(*) AS feedback
FROM (SELECT DISTINCT role, feedback_id FROM mentions WHERE ${unlinked} AND ${upTo('occurred_at', scope)}) m GROUP BY role
UNION ALL
SELECT role, theme_id, intent, COUNT(*) FROM (SELECT DISTINCT role, theme_id, intent, feedback_id
  FROM theme_mentions WHERE ${unlinked} AND ${upTo('occurred_at', scope)}) t
GROUP BY role, theme_id, intent
ORDER BY role, theme_id, intent`,
  );
  return rows.map((row) => ({
    role: text(row, 'role') ?? '',
    theme: text(row, 'theme_id'),
    intent: text(row, 'intent'),
    feedback: count(row, 'feedback'),
  }));
}
