import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { answersFromForm, formFromAnswers } from '@soundings/survey/form';
import { type AnswerProblem, validateAnswers } from '@soundings/survey/validate';
import { answerTo, type VisiblePage, walk } from '@soundings/survey/visibility';
import type { Visit } from './visit.ts';

/** What a form's button asks for. */
export type Go = 'next' | 'back' | 'show' | 'save' | 'send';

/** A page to show next, or the answers of a finished survey. */
export type Step =
  | {
      kind: 'page';
      page: VisiblePage;
      values: Map<string, string[]>;
      problems: AnswerProblem[];
      revealed?: string;
      answers: Answers;
    }
  | { kind: 'finished'; answers: Answers };

/**
 * What follows when a visit's page is sent. The visit's own answers are valid; the form's are judged. A question that
 * the form did not show is asked before anything else, so that show-if works on one page without a script.
 */
export function step(
  definition: SurveyDefinition,
  visit: Visit,
  { entries, go }: { entries: readonly [string, string][]; go: Go },
): Step {
  const here = definition.pages.find(({ id }) => id === visit.page);
  if (!here) return showPage(definition, visit, visit.answers);
  const shown = new Set(entries.filter(([name]) => name === '_q').map(([, id]) => id));
  const raw = { ...visit.answers, ...answersOf(here, shown, entries) };
  const { language, fields } = visit;
  const { answers, problems, pages } = validateAnswers(definition, raw, { language, fields, through: here.id });
  const current = pages.at(-1);
  const kept = { ...others(visit.answers, here), ...answers };
  if (!current || current.page.id !== here.id) return showPage(definition, visit, kept);
  const posted = valuesOf(entries);
  if (go === 'show' || go === 'save')
    return { kind: 'page', page: current, values: posted, problems: [], answers: kept };
  if (go === 'back') return showPage(definition, { ...visit, page: pages.at(-2)?.page.id ?? here.id }, kept);

  const wrong = problems.filter(({ question }) => shown.has(question));
  if (wrong.length > 0) return { kind: 'page', page: current, values: posted, problems: wrong, answers: kept };
  const revealed = current.questions.find(({ id }) => !shown.has(id));
  if (revealed)
    return { kind: 'page', page: current, values: posted, problems: [], revealed: revealed.id, answers: kept };

  const all = walkPages(definition, visit, kept);
  const next = all[all.findIndex(({ page }) => page.id === here.id) + 1];
  if (next) return { kind: 'page', page: next, values: valuesOf(formFromAnswers(kept)), problems: [], answers: kept };
  return finish(definition, visit, kept);
}

/** The page of a visit as it stands, the nearest before it if its answers no longer lead there; at first the first. */
export function showPage(definition: SurveyDefinition, visit: Visit, answers: Answers): Step {
  const pages = walkPages(definition, visit, answers);
  const order = definition.pages.map(({ id }) => id);
  const here = order.indexOf(visit.page);
  const page = pages.findLast((each) => order.indexOf(each.page.id) <= here) ?? pages[0];
  if (!page) return finish(definition, visit, answers);
  return { kind: 'page', page, values: valuesOf(formFromAnswers(answers)), problems: [], answers };
}

/** The pages that these answers lead through. */
export function walkPages(
  definition: SurveyDefinition,
  { fields }: Pick<Visit, 'fields'>,
  answers: Answers,
): VisiblePage[] {
  return walk(definition, fields, (question) => answerTo(answers, question.id)).pages;
}

/** The last word on all answers: an earlier page that is wrong after all is shown again. */
function finish(definition: SurveyDefinition, { language, fields }: Visit, kept: Answers): Step {
  const { answers, problems, pages } = validateAnswers(definition, kept, { language, fields });
  const wrong = new Set(problems.map(({ question }) => question));
  const page = pages.find(({ questions }) => questions.some(({ id }) => wrong.has(id)));
  if (!page) return { kind: 'finished', answers };
  const here = problems.filter(({ question }) => page.questions.some(({ id }) => id === question));
  return { kind: 'page', page, values: valuesOf(formFromAnswers(kept)), problems: here, answers: kept };
}

/** The raw answers to what the form showed; what it showed and did not send is unanswered. */
function answersOf(
  page: SurveyPage,
  shown: ReadonlySet<string>,
  entries: readonly [string, string][],
): Record<string, unknown> {
  const asked = page.questions.filter(({ id }) => shown.has(id));
  const raw: Record<string, unknown> = Object.fromEntries(asked.map(({ id }) => [id, undefined]));
  return { ...raw, ...answersFromForm(asked, entries) };
}

/** The answers to questions that are not on this page. */
function others(answers: Answers, page: SurveyPage): Answers {
  const here = new Set(page.questions.map((question: Question) => question.id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !here.has(id)));
}

function valuesOf(entries: Iterable<readonly [string, string]>): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
