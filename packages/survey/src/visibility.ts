import type { Condition, Question, Test } from '@soundings/contracts/question';
import type { Score, SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';
import type { Answers, AnswerValue } from '@soundings/contracts/survey-response';

/** The link fields of a respondent by name. */
export type Fields = Record<string, string>;

/** A page with only the questions that its respondent sees. */
export interface VisiblePage {
  page: SurveyPage;
  questions: Question[];
}

/** What conditions are about: the definition's scores, the answers so far and the link fields. */
export interface Known {
  scores?: Score[] | undefined;
  answers: Answers;
  fields: Fields;
}

/** The answer to a question, never something that every object inherits. */
export function answerTo(answers: Answers, question: string): AnswerValue | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined;
}

/**
 * Walks a survey as its respondent does, in one pass and forward only: `take` is called for each question that is
 * visible given what was taken before it, and gives its answer or undefined. What is hidden is never taken.
 * `through` names the last page to walk; `earlier` holds the valid answers of pages that `definition` leaves out.
 */
export function walk(
  definition: Pick<SurveyDefinition, 'pages' | 'scores'>,
  fields: Fields,
  take: (question: Question) => AnswerValue | undefined,
  { through, earlier = {} }: { through?: string | undefined; earlier?: Answers } = {},
): { pages: VisiblePage[]; answers: Answers } {
  const known = { scores: definition.scores, answers: { ...earlier }, fields };
  const pages: VisiblePage[] = [];
  let jump: string | undefined;
  for (const page of definition.pages) {
    if (jump !== undefined && page.id !== jump) continue;
    jump = undefined;
    if (page.showIf && !holds(page.showIf, known)) continue;
    const questions: Question[] = [];
    for (const question of page.questions) {
      if (question.showIf && !holds(question.showIf, known)) continue;
      questions.push(question);
      const answer = take(question);
      if (answer) known.answers[question.id] = answer;
    }
    if (questions.length > 0) pages.push({ page, questions });
    if (page.id === through) break;
    jump = page.skip?.find((skip) => holds(skip.when, known))?.to;
    if (jump === 'end') break;
  }
  return { pages, answers: known.answers };
}

/** The questions that a respondent with these valid answers and link fields sees, in order. */
export function visibleQuestions(
  definition: Pick<SurveyDefinition, 'pages' | 'scores'>,
  answers: Answers,
  fields: Fields = {},
): Question[] {
  return walk(definition, fields, (question) => answerTo(answers, question.id)).pages.flatMap((page) => page.questions);
}

/** Does a condition hold? Every comparison with what is unanswered is false. */
export function holds(condition: Condition, known: Known): boolean {
  if ('all' in condition) return condition.all.every((each) => holds(each, known));
  if ('any' in condition) return condition.any.some((each) => holds(each, known));
  if ('not' in condition) return !holds(condition.not, known);
  if ('question' in condition)
    return passes(condition, values(answerTo(known.answers, condition.question), condition.row));
  if ('field' in condition) {
    const value = Object.hasOwn(known.fields, condition.field) ? known.fields[condition.field] : undefined;
    if (!value) return passes(condition, []);
    // A link says everything in text: "3" meets a number as a number.
    return passes(condition, [typeof condition.value === 'number' ? Number(value) : value]);
  }
  const score = known.scores?.find(({ id }) => id === condition.score);
  const value = score && scoreOf(score, known.answers);
  return passes(condition, value == null ? [] : [value]);
}

/** The value of a score: the sum or the mean of its weighted parts that were answered; null while none was. */
export function scoreOf(score: Score, answers: Answers): number | null {
  const parts: number[] = [];
  for (const { question, weight = 1, points } of score.of) {
    for (const value of values(answerTo(answers, question))) {
      const part = points && Object.hasOwn(points, String(value)) ? points[String(value)] : value;
      if (typeof part === 'number') parts.push(part * weight);
    }
  }
  if (parts.length === 0) return null;
  const sum = parts.reduce((a, b) => a + b, 0);
  return score.method === 'sum' ? sum : sum / parts.length;
}

/** What a condition compares: the codes chosen, a ranking's first, a matrix row's column (or all of them), the number or the text. */
function values(answer: AnswerValue | undefined, row?: string): (string | number)[] {
  if (!answer) return [];
  if ('choice' in answer) return [answer.choice];
  if ('choices' in answer) return answer.choices;
  if ('order' in answer) return answer.order.slice(0, 1);
  if ('number' in answer) return [answer.number];
  if ('text' in answer) return [answer.text];
  if ('given' in answer) return ['yes'];
  if (row === undefined) return Object.values(answer.rows);
  const column = Object.hasOwn(answer.rows, row) ? answer.rows[row] : undefined;
  return column === undefined ? [] : [column];
}

function passes({ is, value }: Test, given: (string | number)[]): boolean {
  if (is === 'unanswered') return given.length === 0;
  const first = given[0];
  if (first === undefined || is === 'answered') return first !== undefined;
  const wanted = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const some = wanted.some((each) => given.includes(each));
  const same = wanted.length === given.length && wanted.every((each) => given.includes(each));
  if (is === 'equal') return same;
  if (is === 'notEqual') return !same;
  if (is === 'anyOf') return some;
  if (is === 'noneOf') return !some;
  const bound = wanted[0];
  // Dates are texts that sort; a text never compares with a number.
  if (bound === undefined || typeof bound !== typeof first) return false;
  return is === 'atLeast' ? first >= bound : first <= bound;
}
