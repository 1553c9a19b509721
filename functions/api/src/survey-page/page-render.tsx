import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { positionOf } from './position.ts';
import { type Step, showPage } from './step.ts';
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
  return render(survey, visit, shown, seal(visit));
}

/** What every document begins with. */
export const DOCTYPE = '<!doctype html>';

const STATE = 'sealed-visit-goes-here';
const CACHED = 200;
const firstPages = new Map<string, { page: string; before: Buffer; after: Buffer }>();

/**
 * The first page of a new visit. It differs between respondents only in the sealed visit, the order of its choices and
 * the link fields, so its HTML is made once for each version, language and order: a crowd that opens a survey costs
 * little more than sending bytes. Null where no page is for a visitor without this link's fields.
 */
export function renderFirstPage(
  survey: PublishedSurvey,
  visit: Visit,
  seal: (visit: Visit) => string,
): Uint8Array<ArrayBuffer> | null {
  const key = `${survey.id} ${survey.version} ${visit.language} ${isRandomised(survey) ? visit.seed : ''}`;
  const plain = Object.keys(visit.fields).length === 0;
  let cached = plain ? firstPages.get(key) : undefined;
  if (!cached) {
    const shown = showPage(survey.definition, visit, {});
    if (shown.kind === 'finished') return null;
    const page = shown.page.page.id;
    const [before = '', after = ''] = render(survey, visit, shown, STATE).split(STATE);
    cached = { page, before: Buffer.from(`${DOCTYPE}${before}`), after: Buffer.from(after) };
    if (plain) {
      const oldest = firstPages.size >= CACHED ? firstPages.keys().next() : undefined;
      if (oldest && !oldest.done) firstPages.delete(oldest.value);
      firstPages.set(key, cached);
    }
  }
  return Buffer.concat([cached.before, Buffer.from(seal({ ...visit, page: cached.page })), cached.after]);
}

function render(survey: PublishedSurvey, visit: Visit, shown: Shown, state: string): string {
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

function isRandomised({ definition }: PublishedSurvey): boolean {
  return definition.pages.some((page) =>
    page.questions.some((question) => 'randomise' in question && question.randomise),
  );
}
