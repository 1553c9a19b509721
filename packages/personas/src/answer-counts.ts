import { quoteText, quoteTexts } from '@soundings/lake/quoted';
import { attitudeQuestions } from './attitude-questions.ts';
import { type Ask, count, text } from './lake-counts.ts';
import { endOf, hasCustomers, peopleSql, peopleTables, type Scope, whileIn } from './people.ts';
import type { SurveyWords } from './persona-input.ts';

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
 * for a question with several choices is several rows. Who would rather not say takes back what they said before.
 */
function answeredSql(scope: Scope, surveys: readonly SurveyWords[]): string {
  const person = hasCustomers(scope) ? 'customer_id' : 'COALESCE(customer_id, response_id)';
  return `answered AS (
  SELECT person, field, question_type, survey_id, question_id, value, CAST(answered_at AS DATE) AS day,
    RANK() OVER (PARTITION BY person, field ORDER BY answered_at DESC, response_id DESC, question_id DESC) AS nth
  FROM (SELECT ${person} AS person, ${fieldSql(surveys)} AS field, question_type, survey_id, question_id,
      response_id, value, answered_at
    FROM answers WHERE (question_type <> 'ranking' OR number = 1) AND answered_at < ${endOf(scope.snapshot)}) a
  WHERE person IS NOT NULL AND field IS NOT NULL
)`;
}

/** What an answer is about: its dimension, else the attitude that its question asks for; null for all others. */
function fieldSql(surveys: readonly SurveyWords[]): string {
  const roles = attitudeQuestions(surveys).map(
    ({ surveyId, question, field }) =>
      `WHEN survey_id = ${quoteText(surveyId)} AND question_id = ${quoteText(question)} THEN ${quoteText(field)} `,
  );
  return `COALESCE(dimension, CASE ${roles.join('')}WHEN question_type IN ('nps', 'csat', 'ces') THEN question_type END)`;
}

/** The value of choices like "prefer not to say". */
const UNSAID = 'unsaid';

/** How many people of each group gave which answer, and how many were counted for each field. */
export async function askAnswers(
  ask: Ask,
  scope: Scope,
  surveys: readonly SurveyWords[],
): Promise<{ counts: AnswerCount[]; bases: AnswerBase[] }> {
  const tables = ['answers', ...peopleTables(scope)] as const;
  const left = attitudeQuestions(surveys).flatMap(({ surveyId, question, excluded }) =>
    excluded.length === 0
      ? []
      : `AND NOT (a.survey_id = ${quoteText(surveyId)} AND a.question_id = ${quoteText(question)} AND a.value IN (${quoteTexts(excluded)}))`,
  );
  const from = `FROM answered a JOIN people p ON p.person = a.person AND ${whileIn('a.day')}
WHERE a.nth = 1 AND a.value <> '${UNSAID}' ${left.join(' ')}`;
  const head = `WITH ${peopleSql(scope)}, ${answeredSql(scope, surveys)}`;
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

/** How often answers and purchases agree on where people live and by which channel they buy. */
export async function askAgreement(ask: Ask, scope: Scope, surveys: readonly SurveyWords[]): Promise<Agreement[]> {
  const rows = await ask(
    'agreement',
    ['answers', ...peopleTables(scope)],
    `WITH ${peopleSql(scope)}, ${answeredSql(scope, surveys)}
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
