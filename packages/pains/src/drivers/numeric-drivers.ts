import type { SurveyDrivers } from '@soundings/contracts/survey-driver';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { seededRandom } from '@soundings/statistics/random';
import { textList } from '../report/mention-sql.ts';
import { lmg } from '../statistics/lmg.ts';

/** Below this many complete responses a regression says nothing. */
const LEAST_RESPONSES = 30;
/** Questions of most answers come first; each more doubles the fits. */
const MOST_DRIVERS = 8;
const REPLICATES = 200;

/** So many responses, drawn by the ends of their ids, which are random, tell a regression all that a page shows of it. */
const MOST_RESPONSES = 5000;

/**
 * Which numeric answers of a survey go with its target question (NPS, CSAT): R² split by LMG with bootstrap intervals,
 * over the `n` responses that answered target and drivers alike. `r2` is null, and there are no drivers, under thirty
 * complete responses.
 */
export async function numericDrivers(
  engine: SqlEngine,
  { answers, surveyId, targetId }: { answers: readonly string[]; surveyId: string; targetId: string },
): Promise<Pick<SurveyDrivers, 'n' | 'r2' | 'drivers'>> {
  if (answers.length === 0) return { n: 0, r2: null, drivers: [] };
  const rows = await engine.query(
    `SELECT response_id, question_id, max(number) AS number FROM answers
     WHERE survey_id IN (${textList([surveyId])}) AND number IS NOT NULL AND question_type <> 'ranking' AND response_id IN (
       SELECT response_id FROM (
         SELECT DISTINCT response_id FROM answers WHERE survey_id IN (${textList([surveyId])}) AND question_id IN (${textList([targetId])})) AS scored
       ORDER BY reverse(response_id) LIMIT ${MOST_RESPONSES})
     GROUP BY response_id, question_id
     ORDER BY response_id, question_id`,
    { answers },
  );
  const responses = new Map<string, Map<string, number>>();
  const answered = new Map<string, number>();
  for (const row of rows) {
    const responseId = String(row.response_id);
    const questionId = String(row.question_id);
    const response = responses.get(responseId) ?? new Map<string, number>();
    responses.set(responseId, response.set(questionId, Number(row.number)));
    answered.set(questionId, (answered.get(questionId) ?? 0) + 1);
  }
  const questions = [...answered]
    .filter(([id, count]) => id !== targetId && count >= LEAST_RESPONSES)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_DRIVERS)
    .map(([id]) => id);
  const columns = [...questions, targetId];
  const complete = [...responses.values()]
    .filter((response) => columns.every((id) => response.has(id)))
    .map((response) => columns.map((id) => response.get(id) ?? 0));
  const whole = complete.length < LEAST_RESPONSES ? null : lmg(complete);
  if (whole === null) return { n: complete.length, r2: null, drivers: [] };
  const replicates = resampledParts(complete);
  const drivers = questions.map((questionId, k) => {
    const parts = replicates.map((each) => each[k] ?? 0).sort((a, b) => a - b);
    return {
      questionId,
      part: whole.parts[k] ?? 0,
      low: parts[Math.floor(0.025 * parts.length)] ?? 0,
      high: parts[Math.ceil(0.975 * parts.length) - 1] ?? 0,
      correlation: correlation(complete, k),
    };
  });
  return { n: complete.length, r2: whole.r2, drivers: drivers.sort((a, b) => b.part - a.part) };
}

function resampledParts(rows: readonly number[][]): number[][] {
  const random = seededRandom(rows.length);
  return Array.from({ length: REPLICATES }, () => {
    const sample = rows.map(() => rows[Math.floor(random() * rows.length)] ?? []);
    return lmg(sample)?.parts ?? [];
  }).filter((parts) => parts.length > 0);
}

/** Of column k with the last one; 0 where either does not vary. */
function correlation(rows: readonly number[][], k: number): number {
  const sign = lmg(rows.map((row) => [row[k] ?? 0, row.at(-1) ?? 0]));
  const mean = (column: (row: number[]) => number) => rows.reduce((sum, row) => sum + column(row), 0) / rows.length;
  const first = mean((row) => row[k] ?? 0);
  const second = mean((row) => row.at(-1) ?? 0);
  const covariance = mean((row) => ((row[k] ?? 0) - first) * ((row.at(-1) ?? 0) - second));
  return Math.sign(covariance) * Math.sqrt(sign?.r2 ?? 0);
}
