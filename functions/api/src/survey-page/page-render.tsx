import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { positionOf } from './position.ts';
import type { Step } from './step.ts';
import { SurveyPage } from './survey-page.tsx';
import type { Visit } from './visit.ts';

/** A step's page; `failed` if sending it did not work. */
type Shown = Extract<Step, { kind: 'page' }> & { failed?: boolean };

/** The page that a step leads to, with the visit sealed into its form. */
export function renderStep(
  survey: PublishedSurvey,
  visit: Visit,
  shown: Shown,
  seal: (visit: Visit) => string,
): string {
  return renderPage(survey, visit, shown, seal(visit));
}

/** What every document begins with. */
export const DOCTYPE = '<!doctype html>';

/** The page with this text where the sealed visit belongs. */
export function renderPage(survey: PublishedSurvey, visit: Visit, shown: Shown, state: string): string {
  const { page, questions } = shown.page;
  const { language, fields, seed, personal } = visit;
  const props = {
    survey,
    page,
    visible: new Set(questions.map(({ id }) => id)),
    answers: before(survey, page.id, shown.answers),
    fields,
    language,
    values: shown.values,
    problems: shown.problems,
    revealed: shown.revealed,
    failed: shown.failed ?? false,
    position: positionOf(survey.definition, page, { answers: shown.answers, fields }),
    seed,
    state,
    personal,
  };
  return (<SurveyPage {...props} />).toString();
}

/** The answers to the pages before this one: the only ones that its texts and conditions may speak of. */
function before(survey: PublishedSurvey, page: string, answers: Answers): Answers {
  const at = survey.definition.pages.findIndex(({ id }) => id === page);
  const earlier = new Set(survey.definition.pages.slice(0, at).flatMap((each) => each.questions.map(({ id }) => id)));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => earlier.has(id)));
}
