import type { Survey } from '@soundings/contracts/survey';
import type { Store } from '@soundings/store/store';
import { checkDefinition } from '@soundings/survey/definition-check';
import { ApiError, notFound } from './problems.ts';

/** Opens a survey as it stands, unless something in it would fail its respondents: a 409 that names each such thing. */
export async function publishSurvey(store: Store, id: string): Promise<Survey> {
  const survey = await store.surveys.get(id);
  if (!survey) throw notFound('survey');
  const blocking = checkDefinition(survey.definition).filter(({ blocks }) => blocks);
  if (blocking.length > 0) {
    const errors = blocking.map(({ path, message }) => ({ path, message }));
    throw new ApiError(409, 'Some things in the survey must be mended before respondents see it.', errors);
  }
  // Nobody has answered yet: from the first one on, responses are listed by their time.
  if (survey.version === 0) await store.responses.noteOrder(id);
  const published = await store.surveys.publish(id);
  if (!published) throw notFound('survey');
  return published;
}
