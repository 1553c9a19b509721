import type { PublishedSurvey } from '@soundings/contracts/survey';
import { type Step } from './step.ts';
import type { Visit } from './visit.ts';
type Shown = Extract<Step, {
    kind: 'page';
}>;
/** The page that a step leads to, with the visit sealed into its form. */
export declare function renderStep(survey: PublishedSurvey, visit: Visit, shown: Shown, seal: (visit: Visit) => string): string;
/**
 * The first page of a new visit. It differs between respondents only in the sealed visit, the order of its choices and
 * the link fields, so its HTML is made once for each version, language and order: a crowd that opens a survey costs
 * little more than sending bytes. Null where no page is for a visitor without this link's fields.
 */
export declare function renderFirstPage(survey: PublishedSurvey, visit: Visit, seal: (visit: Visit) => string): string | null;
export {};
