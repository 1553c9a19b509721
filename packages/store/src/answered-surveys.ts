import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { ZodError } from 'zod';
import type { Store } from './store.ts';
import type { QueuedResponse } from './survey-responses.ts';
import type { Queue } from './table.ts';
import { isUnreadable } from './unreadable.ts';

type Answered = QueuedResponse & {
  /** As it was published when they answered; undefined where it is gone. */
  survey: PublishedSurvey | undefined;
};

/**
 * Finds the surveys that responses from a queue answer, each version read once. Responses whose survey cannot be read are
 * put off and hold no others back.
 */
export function openAnsweredSurveys({ surveys, responses }: Pick<Store, 'surveys' | 'responses'>, queue: Queue) {
  const known = new Map<string, PublishedSurvey | ZodError | undefined>();

  async function read(id: string, version: number): Promise<PublishedSurvey | ZodError | undefined> {
    try {
      return await surveys.version(id, version);
    } catch (error) {
      if (isUnreadable(error)) return error;
      throw error;
    }
  }

  return async (waiting: readonly QueuedResponse[]): Promise<Answered[]> => {
    const answered: Answered[] = [];
    for (const queued of waiting) {
      const { surveyId, surveyVersion } = queued.response;
      const key = `${surveyId} ${surveyVersion}`;
      if (!known.has(key)) known.set(key, await read(surveyId, surveyVersion));
      const survey = known.get(key);
      if (isUnreadable(survey)) await responses.putOff(queued, { queue, error: survey });
      else answered.push({ ...queued, survey });
    }
    return answered;
  };
}
