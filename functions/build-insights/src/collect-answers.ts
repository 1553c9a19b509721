import type { DuckDb } from '@soundings/lake/duckdb';
import { openAnsweredSurveys } from '@soundings/store/answered-surveys';
import type { Store } from '@soundings/store/store';
import { answerRows } from '@soundings/survey/answer-rows';
import { type LakeColumn, mergeRows } from './merge-rows.ts';

const BATCH = 10_000;

const columns = {
  response_id: { staged: 'VARCHAR' },
  survey_id: { staged: 'VARCHAR' },
  survey_version: { staged: 'INTEGER' },
  question_id: { staged: 'VARCHAR' },
  question_type: { staged: 'VARCHAR' },
  dimension: { staged: 'VARCHAR' },
  customer_id: { staged: 'VARCHAR' },
  value: { staged: 'VARCHAR' },
  number: { staged: 'DOUBLE' },
  answered_at: { staged: 'VARCHAR', stored: 'TIMESTAMP' },
  language: { staged: 'VARCHAR' },
  consent: { staged: 'BOOLEAN' },
} as const satisfies Record<string, LakeColumn>;

/** Brings all survey responses that the lake does not have yet into its `answers`, as `collectMentions` does mentions. */
export async function collectAnswers({ store, duckdb }: { store: Store; duckdb: DuckDb }): Promise<void> {
  const surveysOf = openAnsweredSurveys(store, 'answers');
  for (;;) {
    const waiting = await store.responses.toLake(BATCH);
    if (waiting.length === 0) return;
    const rows = [];
    const answered = await surveysOf(waiting);
    for (const { response, survey } of answered) {
      if (!survey) continue;
      for (const row of answerRows(response, survey.definition)) {
        rows.push([
          row.responseId,
          row.surveyId,
          row.surveyVersion,
          row.questionId,
          row.questionType,
          row.dimension,
          row.customerId,
          row.value,
          row.number,
          row.answeredAt,
          row.language,
          row.consent,
        ]);
      }
    }
    if (rows.length > 0)
      await mergeRows({ store, duckdb, table: 'answers', owner: 'response_id', columns, rows: [rows] });
    await store.responses.inLake(answered);
  }
}
