import { setImmediate } from 'node:timers/promises';
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

/** So many are read before others are served: respondents do not wait for a summary. */
const AT_A_TIME = 200;
/** What took longer than this is shown again for ten times as long, but no longer than `LONGEST_MS`. */
const LONG_MS = 200;
const LONGEST_MS = 15_000;

type Shown = { summary: Promise<SurveySummary | undefined>; until: number };
const shown = new WeakMap<Store, Map<string, Shown>>();

/**
 * What the responses to the survey's current version say; undefined for one that was never published. Of many thousand
 * responses it may be some seconds old, and is made once for all who ask meanwhile.
 */
export async function surveyResults(
  { store }: Api,
  survey: Survey,
  language: InterfaceLanguage,
): Promise<SurveySummary | undefined> {
  const mine = shown.get(store) ?? new Map<string, Shown>();
  shown.set(store, mine);
  const now = performance.now();
  for (const [key, { until }] of mine) if (until < now) mine.delete(key);
  const key = `${survey.id} ${survey.version} ${language}`;
  const known = mine.get(key);
  if (known) return known.summary;
  const summary = readResults(store, survey, language);
  const entry = { summary, until: Number.POSITIVE_INFINITY };
  mine.set(key, entry);
  const ended = () => {
    const took = performance.now() - now;
    entry.until = took < LONG_MS ? 0 : performance.now() + Math.min(10 * took, LONGEST_MS);
  };
  summary.then(ended, () => mine.delete(key));
  return summary;
}

async function readResults(
  store: Store,
  { id, version }: Survey,
  language: InterfaceLanguage,
): Promise<SurveySummary | undefined> {
  const published = await store.surveys.version(id, version);
  if (!published) return undefined;
  const responses = [];
  let read = 0;
  for await (const response of store.responses.all(id)) {
    if (++read % AT_A_TIME === 0) await setImmediate();
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
