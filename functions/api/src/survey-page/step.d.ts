import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { type AnswerProblem } from '@soundings/survey/validate';
import { type VisiblePage } from '@soundings/survey/visibility';
import type { Visit } from './visit.ts';
/** What a form's button asks for. */
export type Go = 'next' | 'back' | 'show' | 'save' | 'send';
/** A page to show next, or the answers of a finished survey. */
export type Step = {
    kind: 'page';
    page: VisiblePage;
    values: Map<string, string[]>;
    problems: AnswerProblem[];
    revealed?: string;
    answers: Answers;
} | {
    kind: 'finished';
    answers: Answers;
};
/**
 * What follows when a visit's page is sent. The visit's own answers are valid; the form's are judged. A question that
 * the form did not show is asked before anything else, so that show-if works on one page without a script.
 */
export declare function step(definition: SurveyDefinition, visit: Visit, { entries, go }: {
    entries: readonly [string, string][];
    go: Go;
}): Step;
/** The page of a visit as it stands, the nearest before it if its answers no longer lead there; at first the first. */
export declare function showPage(definition: SurveyDefinition, visit: Visit, answers: Answers): Step;
/** The pages that these answers lead through. */
export declare function walkPages(definition: SurveyDefinition, { fields }: Pick<Visit, 'fields'>, answers: Answers): VisiblePage[];
