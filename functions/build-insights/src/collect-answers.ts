import type { AnswerRow } from '@soundings/contracts/answer';
import type { DuckDb } from '@soundings/lake/duckdb';
import { answerColumns } from '@soundings/lake/table-columns';
import { openAnsweredSurveys } from '@soundings/store/answered-surveys';
import type { Store } from '@soundings/store/store';
import { answerRows } from '@soundings/survey/answer-rows';
import { mergeRows } from './merge-rows.ts';

const BATCH = 10_000;

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
      rows.push(...answerRows(response, survey.definition).map(answerCells));
    }
    if (rows.length > 0)
      await mergeRows({ store, duckdb, table: 'answers', owner: 'response_id', columns: answerColumns, rows: [rows] });
    await store.responses.inLake(answered);
  }
}

/** An answer in the order of the columns. */
export function answerCells(row: AnswerRow) {
  return [
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
  ];
}
