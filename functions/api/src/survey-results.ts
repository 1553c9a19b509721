import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { Survey } from '@soundings/contracts/survey';
import { SurveyDrivers } from '@soundings/contracts/survey-driver';
import type { SurveySummary } from '@soundings/contracts/survey-summary';
import type { Store } from '@soundings/store/store';
import { summarise } from '@soundings/survey/summary';
import * as z from 'zod';
import type { Api } from './api.ts';
import { currentDocument } from './current-document.ts';

const DriversOfSurveys = z.array(SurveyDrivers);

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
  const unfinished = await store.visits.unfinished(id, version);
  return summarise(published.definition, responses, { language, unfinished });
}

/** What goes with each of a survey's scores, and the build that found it. */
export async function driversOf(store: Store, surveyId: string) {
  const { build, document } = await currentDocument(store, 'survey-drivers', DriversOfSurveys);
  return { items: (document ?? []).filter((each) => each.surveyId === surveyId), build };
}
