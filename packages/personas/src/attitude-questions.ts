import type { SurveyWords } from './persona-input.ts';

/** Attitudes as fields of what was answered. The first three are types of questions; surveys say which ask for the rest. */
export const ATTITUDES: ReadonlySet<string> = new Set([
  'nps',
  'csat',
  'ces',
  'product-market-fit',
  'willingness-to-pay',
]);

type AttitudeQuestion = {
  surveyId: string;
  question: string;
  field: 'product-market-fit' | 'willingness-to-pay';
  /** Answers that count as yes. */
  yes: string[];
  /** Answers of people whom the question does not concern. */
  excluded: readonly string[];
  currency: string | null;
};

/**
 * The questions that ask how much people would miss the product (Ellis) and at what price they find it expensive (van
 * Westendorp's third question: they would still think about it), by their surveys' analyses.
 */
export function attitudeQuestions(surveys: readonly SurveyWords[]): AttitudeQuestion[] {
  return surveys.flatMap(({ id: surveyId, analyses = [] }) =>
    analyses.flatMap((analysis): AttitudeQuestion[] => {
      if (analysis.kind === 'pmf') {
        const { question, veryDisappointed, excluded = [] } = analysis;
        return [{ surveyId, question, field: 'product-market-fit', yes: [veryDisappointed], excluded, currency: null }];
      }
      if (analysis.kind !== 'van-westendorp') return [];
      const { expensive: question, currency } = analysis;
      return [{ surveyId, question, field: 'willingness-to-pay', yes: [], excluded: [], currency }];
    }),
  );
}
