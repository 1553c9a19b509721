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
export function pageLogic({
  page,
  survey,
  answers,
  fields,
  language,
}: Pick<SurveyPageProps, 'page' | 'answers' | 'fields' | 'language'> & {
  survey: { definition: Pick<SurveyPageProps['survey']['definition'], 'scores'> };
}): string {
  const logic: PageLogic = {
    page: page.id,
    questions: page.questions.map(withoutTexts),
    scores: survey.definition.scores,
    answers,
    fields,
    language,
  };
  return JSON.stringify(logic).replace(/</g, '\\u003c');
}

const TEXTS = new Set(['title', 'help', 'label', 'image', 'low', 'high', 'unit', 'patternHint', 'dimension']);

function withoutTexts(question: Question): Question {
  const bare = JSON.parse(JSON.stringify(question, (key, value) => (TEXTS.has(key) ? undefined : value)));
  return bare as Question;
}
