import type { PublishedSurvey, SurveyDefinition } from '@soundings/contracts/survey';
import { DOCTYPE, renderPage } from './page-render.tsx';
import { showPage } from './step.ts';
import { newVisit, type SealKey, sealVisitWith, type Visit } from './visit.ts';

/** A first page without what differs between respondents, and what is the same of their visits. */
type FirstPage = { before: Buffer; after: Buffer; alike: string };

const STATE = 'sealed-visit-goes-here';
const CACHED = 200;
const firstPages = new Map<string, FirstPage>();
const randomised = new WeakMap<SurveyDefinition, boolean>();

/**
 * The first page of a new visit. It differs between respondents only in the sealed visit, the order of its choices and
 * the link fields, so its HTML is made once for each version, language and order: a crowd that opens a survey costs
 * little more than sending bytes. Null where no page is for a visitor without this link's fields.
 */
export function renderFirstPage(
  survey: PublishedSurvey,
  start: Pick<Visit, 'language' | 'openedAt' | 'fields'>,
  key: SealKey,
): Uint8Array<ArrayBuffer> | null {
  const visit = newVisit({ ...start, version: survey.version, page: '' });
  const isPlain = Object.keys(start.fields).length === 0;
  const order = isRandomised(survey.definition) ? visit.seed : '';
  const name = `${survey.id} ${survey.version} ${start.language} ${order}`;
  const cached = isPlain ? firstPages.get(name) : undefined;
  const first = cached ?? makeFirstPage(survey, visit);
  if (first && !cached && isPlain) keep(name, first);
  return first && filled(first, sealVisitWith(first.alike, visit, key));
}

function makeFirstPage(survey: PublishedSurvey, visit: Visit): FirstPage | null {
  const shown = showPage(survey.definition, visit, {});
  if (shown.kind === 'finished') return null;
  const [before = '', after = ''] = renderPage(survey, visit, shown, STATE).split(STATE);
  const { token, openedAt, shownAt, seed, ...alike } = { ...visit, page: shown.page.page.id };
  return { before: Buffer.from(DOCTYPE + before), after: Buffer.from(after), alike: JSON.stringify(alike) };
}

function filled({ before, after }: FirstPage, state: string): Uint8Array<ArrayBuffer> {
  const whole = Buffer.allocUnsafe(before.length + state.length + after.length);
  before.copy(whole);
  whole.write(state, before.length, 'latin1');
  after.copy(whole, before.length + state.length);
  return whole;
}

function keep(name: string, page: FirstPage): void {
  const oldest = firstPages.size >= CACHED ? firstPages.keys().next() : undefined;
  if (oldest && !oldest.done) firstPages.delete(oldest.value);
  firstPages.set(name, page);
}

function isRandomised(definition: SurveyDefinition): boolean {
  let known = randomised.get(definition);
  if (known === undefined) {
    known = definition.pages.some(({ questions }) => questions.some((each) => 'randomise' in each && each.randomise));
    randomised.set(definition, known);
  }
  return known;
}
