import { contentId } from '@soundings/contracts/ids';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import type { Trace } from '@soundings/store/erasures';
import type { Store } from '@soundings/store/store';
import { openTexts } from '@soundings/survey/open-texts';

/** A response, and the texts in it, whether they are feedback by now or about to be. */
export async function tracesOf(response: SurveyResponse, { surveys }: Pick<Store, 'surveys'>): Promise<Trace[]> {
  const { id, surveyId, surveyVersion } = response;
  const survey = await surveys.version(surveyId, surveyVersion);
  const texts = survey ? openTexts(response, survey.definition) : [];
  return [
    { kind: 'response', id, surveyId },
    ...texts.map(({ questionId }): Trace => {
      const feedbackId = contentId('feedback', id, questionId);
      return { kind: 'feedback', id: feedbackId, productId: survey?.productId ?? '' };
    }),
  ];
}
