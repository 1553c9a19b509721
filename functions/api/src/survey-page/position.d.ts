import type { Condition } from '@soundings/contracts/question';
import type { SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
/** Where a page stands among those that the answers so far lead through, and whether it is sure to be the last. */
export declare function positionOf(definition: SurveyDefinition, page: SurveyPage, { answers, fields }: {
    answers: Answers;
    fields: Record<string, string>;
}): {
    at: number;
    of: number;
    last: boolean;
};
/** Tells of a condition whether an answer on this page can change it. */
export declare function dependsOn(definition: SurveyDefinition, page: SurveyPage): (condition: Condition | undefined) => boolean;
