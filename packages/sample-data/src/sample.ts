import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { drawFrom } from './draw.ts';
import { MAKERS } from './makers.ts';
import { samplePurchases } from './purchases.ts';
import { sampleReviews } from './reviews.ts';
import { sampleResponses, sampleSurvey } from './survey.ts';

const SEED = 20_260_401;
const LINES = 5000;
const RESPONSES = 300;

/** Made-up data of three makers of headphones: files as a shop would export them, a survey and its responses. */
export type Sample = {
  products: { name: string; role: 'ours' | 'competitor'; reviews: string }[];
  purchases: string;
  survey: (product: string) => SurveyDefinition;
  responses: (surveyId: string) => SurveyResponse[];
};

/**
 * 2,000 reviews, 5,000 purchase lines and 300 survey responses, in Chinese and English, the newest from the day before
 * `until`. The same `until` gives the same sample. Everything in it is generated: no sentence, name or figure is anyone's.
 */
export function makeSample(until: Date): Sample {
  const draw = drawFrom(SEED);
  const { people, file } = samplePurchases({ lines: LINES, until, draw });
  const products = MAKERS.map((maker) => ({
    name: maker.name,
    role: maker.role,
    reviews: sampleReviews(maker, { people, until, draw }),
  }));
  const [ours] = MAKERS;
  return {
    products,
    purchases: file,
    survey: sampleSurvey,
    responses: (surveyId) =>
      ours ? sampleResponses({ surveyId, maker: ours, people, count: RESPONSES, until, draw: drawFrom(SEED + 1) }) : [],
  };
}
