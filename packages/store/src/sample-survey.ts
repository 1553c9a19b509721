import type { SampleData } from './sample-data.ts';
import type { Store } from './store.ts';

/** More responses than this are not counted. */
const MOST = 1000;

/**
 * What became of the sample's survey since it was loaded: how many responses others sent, counted up to 1,000, and whether
 * the team changed it. Undefined where it is not there.
 */
export async function sampleSurveyUse(
  { surveys, responses }: Pick<Store, 'surveys' | 'responses'>,
  { surveyId, loadedAt }: SampleData,
): Promise<{ responses: number; isChanged: boolean } | undefined> {
  const [survey, published] = await Promise.all([surveys.get(surveyId), surveys.version(surveyId, 1)]);
  if (!survey) return undefined;
  const later = await responses.search(surveyId, { limit: MOST, from: loadedAt, keep: isLater });
  return {
    responses: later.items.length,
    isChanged: survey.version > 1 || JSON.stringify(survey.definition) !== JSON.stringify(published?.definition),
  };

  function isLater({ submittedAt }: { submittedAt: string }): boolean {
    return submittedAt >= loadedAt;
  }
}
