import type { AnswerRow } from '@soundings/contracts/answer';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { AnswerValue, SurveyResponse } from '@soundings/contracts/survey-response';
import { answerTo } from './visibility.ts';

// Short texts join personas where their question says what of (a city, say); what reaches a person never does.
const NOT_IN_LAKE = new Set(['long-text', 'email', 'phone', 'consent', 'statement']);

/** A response as rows of the lake's `answers`, given the definition of the version it answers. */
export function answerRows(response: SurveyResponse, definition: Pick<SurveyDefinition, 'pages'>): AnswerRow[] {
  const rows: AnswerRow[] = [];
  for (const question of definition.pages.flatMap((page) => page.questions)) {
    const answer = answerTo(response.answers, question.id);
    if (!answer || NOT_IN_LAKE.has(question.type)) continue;
    for (const part of parts(answer)) {
      rows.push({
        responseId: response.id,
        surveyId: response.surveyId,
        surveyVersion: response.surveyVersion,
        questionId: part.row === undefined ? question.id : `${question.id}.${part.row}`,
        questionType: question.type,
        dimension: 'dimension' in question ? (question.dimension ?? null) : null,
        customerId: response.customerId,
        value: part.value,
        number: part.number,
        answeredAt: response.submittedAt,
        language: response.language,
        consent: response.consent,
      });
    }
  }
  return rows;
}

/** The single values of an answer: its codes, its number, its text; a ranking's with their ranks. */
function parts(answer: AnswerValue): { row?: string; value: string; number: number | null }[] {
  if ('choice' in answer) return [{ value: answer.choice, number: null }];
  if ('choices' in answer) return answer.choices.map((value) => ({ value, number: null }));
  if ('order' in answer) return answer.order.map((value, at) => ({ value, number: at + 1 }));
  if ('rows' in answer) return Object.entries(answer.rows).map(([row, value]) => ({ row, value, number: null }));
  if ('number' in answer) return [{ value: String(answer.number), number: answer.number }];
  if ('text' in answer) return [{ value: answer.text, number: null }];
  return [];
}
