import type { ResponseFilter } from '@soundings/contracts/response-filter';
import type { AnswerValue, SurveyResponse } from '@soundings/contracts/survey-response';
import { firstMoment, lastMoment } from '@soundings/contracts/time';
import { answerTo } from './visibility.ts';

/** A test that says of a response whether all that a filter asks for holds. */
export function responseTest(filter: ResponseFilter): (response: SurveyResponse) => boolean {
  const from = filter.from && firstMoment(filter.from);
  const to = filter.to && lastMoment(filter.to);
  const fields = [filter.field ?? []].flat().map(pairOf);
  const answers = [filter.answer ?? []].flat().map(pairOf);
  const wanted = filter.q === undefined ? undefined : comparable(filter.q);
  return (response) => {
    const { submittedAt, suspect, language, customerId } = response;
    if ((from && submittedAt < from) || (to && submittedAt > to)) return false;
    if (filter.suspect && !isSuspect(suspect, filter.suspect)) return false;
    if (filter.language && language !== filter.language) return false;
    if (filter.customer && customerId !== filter.customer) return false;
    if (!fields.every(([name, value]) => Object.hasOwn(response.fields, name) && response.fields[name] === value))
      return false;
    if (!answers.every(([name, value]) => says(response, name, value))) return false;
    return wanted === undefined || textsOf(response).some((text) => comparable(text).includes(wanted));
  };
}

/** A filter as the store's search takes it: times bound what is looked at. */
export function searchOf(filter: ResponseFilter) {
  const { from, to } = filter;
  return {
    keep: responseTest(filter),
    from: from && firstMoment(from),
    to: to && lastMoment(to),
  };
}

function pairOf(text: string): [name: string, value: string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}

function isSuspect(reasons: SurveyResponse['suspect'], wanted: NonNullable<ResponseFilter['suspect']>): boolean {
  if (wanted === 'yes' || wanted === 'no') return reasons.length > 0 === (wanted === 'yes');
  return reasons.includes(wanted);
}

/** Whether the answer to a question, or in a row of a matrix, is this one. */
function says({ answers }: SurveyResponse, name: string, value: string): boolean {
  const [question = '', row] = name.split('.', 2);
  const answer = answerTo(answers, question);
  if (!answer) return false;
  if ('rows' in answer) return row !== undefined && Object.hasOwn(answer.rows, row) && answer.rows[row] === value;
  if ('choice' in answer) return answer.choice === value;
  if ('choices' in answer) return answer.choices.includes(value);
  if ('order' in answer) return answer.order[0] === value;
  if ('number' in answer) return String(answer.number) === value;
  return 'given' in answer && value === 'yes';
}

function textsOf({ answers }: SurveyResponse): string[] {
  return Object.values(answers).flatMap((answer: AnswerValue) => {
    if ('text' in answer) return [answer.text];
    return 'other' in answer && answer.other ? [answer.other] : [];
  });
}

function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
