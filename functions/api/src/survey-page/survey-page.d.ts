import type { SurveyPage as Page, PublishedSurvey } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import type { AnswerProblem } from '@soundings/survey/validate';
/** One page of a survey as one respondent sees it. */
export interface SurveyPageProps {
    survey: Pick<PublishedSurvey, 'id' | 'version' | 'definition'>;
    page: Page;
    /** The ids of the questions that are visible now. */
    visible: ReadonlySet<string>;
    /** The valid answers of earlier pages, for piping and for the script. */
    answers: Answers;
    fields: Record<string, string>;
    language: string;
    /** The form's values by field name. */
    values: ReadonlyMap<string, string[]>;
    problems: readonly AnswerProblem[];
    /** A question that an answer has just revealed: it takes the focus. */
    revealed?: string | undefined;
    position: {
        at: number;
        of: number;
        last: boolean;
    };
    seed: number;
    /** The sealed state. */
    state: string;
    personal: boolean;
}
/** A whole document with one page of questions; complete without its script. */
export declare function SurveyPage(props: SurveyPageProps): import("hono/jsx/jsx-dev-runtime").JSX.Element;
