import { type Ask, count, text } from './lake-counts.ts';
import { endOf, hasCustomers, peopleSql, peopleTables, type Scope, whileIn } from './people.ts';

/** Fields that are asked by a type of question rather than a dimension. */
export const ATTITUDES = ['nps', 'csat', 'ces'] as const;

/** How many people of a group and stratum gave a value: each person's latest answer to a field counts. */
export type AnswerCount = {
  grp: string | null;
  stratum: string | null;
  field: string;
  type: string;
  surveyId: string;
  questionId: string;
  value: string;
  people: number;
};

/** How many people of a group and stratum answered a field at all, and the day of the latest answer. */
export type AnswerBase = { grp: string | null; stratum: string | null; field: string; people: number; asOf: string };

/**
 * Each person's latest answer to each field, with the group that the person was in on that day. Only answers through a
 * signed link name a customer; the others join nobody. `answered(person, field, …, nth)`; nth = 1 is the latest, which
 * for a question with several choices is several rows.
 */
function answeredSql(scope: Scope): string {
  const person = hasCustomers(scope) ? 'customer_id' : 'COALESCE(customer_id, response_id)';
  return `answered AS (
  SELECT person, field, question_type, survey_id, question_id, value, CAST(answered_at AS DATE) AS day,
    RANK() OVER (PARTITION BY person, field ORDER BY answered_at DESC, response_id DESC, question_id DESC) AS nth
  FROM (SELECT ${person} AS person, COALESCE(dimension, question_type) AS field, question_type, survey_id, question_id,
      response_id, value, answered_at
    FROM answers WHERE (dimension IS NOT NULL OR question_type IN ('nps', 'csat', 'ces'))
      AND (question_type <> 'ranking' OR number = 1) AND answered_at < ${endOf(scope.snapshot)}) a
  WHERE person IS NOT NULL
)`;
}

export async function askAnswers(ask: Ask, scope: Scope): Promise<{ counts: AnswerCount[]; bases: AnswerBase[] }> {
  const tables = ['answers', ...peopleTables(scope)] as const;
  const from = `FROM answered a JOIN people p ON p.person = a.person AND ${whileIn('a.day')} WHERE a.nth = 1`;
  const head = `WITH ${peopleSql(scope)}, ${answeredSql(scope)}`;
  const counts = await ask(
    'answers',
    tables,
    `${head}
SELECT p.grp, p.stratum, a.field, a.question_type, a.survey_id, a.question_id, a.value, COUNT(DISTINCT a.person) AS people
${from} GROUP BY p.grp, p.stratum, a.field, a.question_type, a.survey_id, a.question_id, a.value
ORDER BY a.field, p.grp, p.stratum, a.survey_id, a.question_id, a.value`,
  );
  const bases = await ask(
    'answered',
    tables,
    `${head}
SELECT p.grp, p.stratum, a.field, COUNT(DISTINCT a.person) AS people, MAX(a.day) AS as_of
${from} GROUP BY p.grp, p.stratum, a.field ORDER BY a.field, p.grp, p.stratum`,
  );
  return {
    counts: counts.map((row) => ({
      grp: text(row, 'grp'),
      stratum: text(row, 'stratum'),
      field: text(row, 'field') ?? '',
      type: text(row, 'question_type') ?? '',
      surveyId: text(row, 'survey_id') ?? '',
      questionId: text(row, 'question_id') ?? '',
      value: text(row, 'value') ?? '',
      people: count(row, 'people'),
    })),
    bases: bases.map((row) => ({
      grp: text(row, 'grp'),
      stratum: text(row, 'stratum'),
      field: text(row, 'field') ?? '',
      people: count(row, 'people'),
      asOf: text(row, 'as_of') ?? '',
    })),
  };
}

/** Of people who said where they live or buy and whose purchases say so too: how many say the same. */
export type Agreement = { grp: string | null; field: string; both: number; same: number };

export async function askAgreement(ask: Ask, scope: Scope): Promise<Agreement[]> {
  const rows = await ask(
    'agreement',
    ['answers', ...peopleTables(scope)],
    `WITH ${peopleSql(scope)}, ${answeredSql(scope)}
SELECT grp, field, COUNT(*) AS both_n, SUM(same) AS same_n FROM (
  SELECT p.grp, a.field, a.person, MAX(CASE WHEN LOWER(a.value) =
    LOWER(CASE WHEN a.field = 'region' THEN p.region ELSE p.top_channel END) THEN 1 ELSE 0 END) AS same
  FROM answered a JOIN people p ON p.person = a.person AND ${whileIn('a.day')}
  WHERE a.nth = 1 AND ((a.field = 'region' AND p.region IS NOT NULL) OR (a.field = 'channel' AND p.top_channel IS NOT NULL))
  GROUP BY p.grp, a.field, a.person) x
GROUP BY grp, field ORDER BY grp, field`,
  );
  return rows.map((row) => ({
    grp: text(row, 'grp'),
    field: text(row, 'field') ?? '',
    both: count(row, 'both_n'),
    same: count(row, 'same_n'),
  }));
}
