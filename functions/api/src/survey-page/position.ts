import type { Condition } from '@soundings/contracts/question';
import type { SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { namesIn } from '@soundings/survey/condition-names';
import { walkPages } from './step.ts';

/** Where a page stands among those that the answers so far lead through, and whether it is sure to be the last. */
export function positionOf(
  definition: SurveyDefinition,
  page: SurveyPage,
  { answers, fields }: { answers: Answers; fields: Record<string, string> },
): { at: number; of: number; last: boolean } {
  const pages = walkPages(definition, { fields }, answers);
  const at = pages.findIndex((each) => each.page.id === page.id) + 1;
  const later = definition.pages.slice(definition.pages.indexOf(page) + 1);
  const depends = dependsOn(definition, page);
  const open = later.some((each) => depends(each.showIf) || each.questions.some(({ showIf }) => depends(showIf)));
  return {
    at: Math.max(at, 1),
    of: Math.max(pages.length, 1),
    last: at >= pages.length && !open && !page.skip?.length,
  };
}

/** Tells of a condition whether an answer on this page can change it. */
export function dependsOn(
  definition: SurveyDefinition,
  page: SurveyPage,
): (condition: Condition | undefined) => boolean {
  const asked = new Set(page.questions.map(({ id }) => id));
  const scores = definition.scores?.filter(({ of }) => of.some(({ question }) => asked.has(question))) ?? [];
  const scored = new Set(scores.map(({ id }) => id));
  return (condition) =>
    condition !== undefined &&
    namesIn(condition).some(
      ({ kind, name }) => (kind === 'question' && asked.has(name)) || (kind === 'score' && scored.has(name)),
    );
}
