import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { AnswerValue, SurveyResponse } from '@soundings/contracts/survey-response';
import type { Cell } from '@soundings/csv/csv';
import { textIn } from './localized.ts';
import { answerInWords } from './piping.ts';
import { answerTo } from './visibility.ts';

/** A column of the table of responses. */
export interface Column {
  header: string;
  cell: (response: SurveyResponse) => Cell;
}

/**
 * The columns of a survey's responses for a spreadsheet or a program: what is known of each response, its link fields
 * and scores, then for each question the codes (headed by its id; a matrix has a column a row, `id.row`) and beside
 * them the labels (headed by its title). Texts and numbers have one column, as they are their own labels.
 */
export function responseColumns(definition: SurveyDefinition, language: string): Column[] {
  const known: Column[] = [
    { header: 'response', cell: ({ id }) => id },
    { header: 'version', cell: ({ surveyVersion }) => surveyVersion },
    { header: 'language', cell: (response) => response.language },
    { header: 'started_at', cell: ({ startedAt }) => startedAt },
    { header: 'submitted_at', cell: ({ submittedAt }) => submittedAt },
    { header: 'customer', cell: ({ customerId }) => customerId },
    { header: 'may_be_quoted', cell: ({ consent }) => consent },
    { header: 'suspect', cell: ({ suspect }) => suspect.join(' ') },
  ];
  const fields = (definition.fields ?? []).map(
    (name): Column => ({
      header: `field.${name}`,
      cell: (response) => (Object.hasOwn(response.fields, name) ? (response.fields[name] ?? null) : null),
    }),
  );
  const scores = (definition.scores ?? []).map(
    ({ id }): Column => ({
      header: `score.${id}`,
      cell: (response) => (Object.hasOwn(response.scores, id) ? (response.scores[id] ?? null) : null),
    }),
  );
  const questions = definition.pages.flatMap((page) => page.questions).filter(({ type }) => type !== 'statement');
  return [...known, ...fields, ...scores, ...questions.flatMap((question) => columnsOf(question, language))];
}

function columnsOf(question: Question, language: string): Column[] {
  const title = textIn(question.title, language);
  const cell = (read: (answer: AnswerValue) => Cell) => (response: SurveyResponse) => {
    const answer = answerTo(response.answers, question.id);
    return answer ? read(answer) : null;
  };
  if (question.type === 'matrix') {
    return question.rows.flatMap((row) => {
      const code = cell((answer) =>
        'rows' in answer && Object.hasOwn(answer.rows, row.value) ? (answer.rows[row.value] ?? null) : null,
      );
      const label = (response: SurveyResponse) => {
        const column = question.columns.find(({ value }) => value === code(response));
        return column ? textIn(column.label, language) : null;
      };
      return [
        { header: `${question.id}.${row.value}`, cell: code },
        { header: `${title}: ${textIn(row.label, language)}`, cell: label },
      ];
    });
  }
  const codes = { header: question.id, cell: cell(codesOf) };
  if (!('choices' in question)) return [codes];
  return [codes, { header: title, cell: (response) => answerInWords(question, response.answers, language) || null }];
}

function codesOf(answer: AnswerValue): Cell {
  if ('choice' in answer) return answer.choice;
  if ('choices' in answer) return answer.choices.join(' ');
  if ('order' in answer) return answer.order.join(' ');
  if ('number' in answer) return answer.number;
  if ('text' in answer) return answer.text;
  return 'given' in answer ? answer.given : null;
}
