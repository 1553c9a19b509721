import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { Survey } from '@soundings/contracts/survey';
import type { SurveySummary } from '@soundings/contracts/survey-summary';
import { summarise } from '@soundings/survey/summary';
import type { Api } from './api.ts';

/** More responses than this are summarised from the first ones read: a summary is read by a person who waits. */
const SUMMARISED = 100_000;

/** What the responses to the survey's current version say; undefined for one that was never published. */
export async function surveyResults(
  { store }: Api,
  { id, version }: Survey,
  language: InterfaceLanguage,
): Promise<SurveySummary | undefined> {
  const published = await store.surveys.version(id, version);
  if (!published) return undefined;
  const responses = [];
  for await (const response of store.responses.all(id)) {
    if (response.surveyVersion === version && responses.push(response) >= SUMMARISED) break;
  }
  return summarise(published.definition, responses, { language });
}
