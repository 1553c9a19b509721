import type { Question } from '@soundings/contracts/question';
import type { SurveyPageProps } from './survey-page.tsx';
/** What the script must know to decide as the server does: this page's questions without their texts, and what came before. */
export interface PageLogic {
    page: string;
    questions: Question[];
    scores: SurveyPageProps['survey']['definition']['scores'];
    answers: SurveyPageProps['answers'];
    fields: SurveyPageProps['fields'];
    language: string;
}
/** The logic of a page as JSON that is safe inside a `script` element. */
export declare function pageLogic({ page, survey, answers, fields, language }: SurveyPageProps): string;
