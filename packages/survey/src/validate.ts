import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers, AnswerValue } from '@soundings/contracts/survey-response';
import { type Check, checkAnswer } from './answer-check.ts';
import { type ProblemCode, problemMessage } from './validation-words.ts';
import { type Fields, type VisiblePage, walk } from './visibility.ts';

/** What is wrong with the answer to one question, said in the respondent's language. */
export interface AnswerProblem {
  question: string;
  code: ProblemCode;
  message: string;
}

/**
 * Decides what of `raw` (answers by question id, as JSON or decoded by `answersFromForm`) are answers. Only a visible
 * question's valid answer is kept; conditions see nothing else, so an invalid answer shows and hides nothing. Answers
 * to hidden questions are dropped without a word. Questions after the page `through` are not asked yet; `earlier` holds
 * the valid answers of pages that `definition` leaves out, as the browser does with all but the page it shows.
 * The same code runs in the browser and on the server; the server's word counts.
 */
export function validateAnswers(
  definition: Pick<SurveyDefinition, 'pages' | 'scores'>,
  raw: Readonly<Record<string, unknown>>,
  {
    fields = {},
    language,
    through,
    earlier = {},
  }: { fields?: Fields; language: string; through?: string | undefined; earlier?: Answers },
): { answers: Answers; problems: AnswerProblem[]; pages: VisiblePage[] } {
  const problems: AnswerProblem[] = [];
  const report = (question: string, code: ProblemCode, n?: number | string) =>
    problems.push({ question, code, message: problemMessage(code, language, n) });

  const asked = new Set(definition.pages.flatMap((page) => page.questions.map(({ id }) => id)));
  for (const id of Object.keys(raw)) if (!asked.has(id)) report(id, 'unknown-question');

  const take = (question: Question): AnswerValue | undefined => {
    const given = Object.hasOwn(raw, question.id) ? raw[question.id] : undefined;
    const check: Check = given == null ? {} : checkAnswer(question, given);
    if (check.problem) report(question.id, check.problem, check.n);
    else if (!check.answer && 'required' in question && question.required)
      report(question.id, question.type === 'consent' ? 'consent' : 'required');
    return check.answer;
  };
  const { pages, answers } = walk(definition, fields, take, { through, earlier });
  return { answers, problems, pages };
}
