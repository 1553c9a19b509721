import type { PainReport } from '@soundings/contracts/pain-point';
import { SurveyDrivers } from '@soundings/contracts/survey-driver';
import type { DuckDb } from '@soundings/lake/duckdb';
import { surveyDrivers } from '@soundings/pains/drivers/survey-drivers';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';

/** Questions whose answer says how content somebody is. */
const TARGETS: readonly string[] = ['nps', 'csat', 'ces', 'rating'];
const MOST_TARGETS = 6;

type Lake = { answers: readonly string[]; mentions: readonly string[]; themeMentions: readonly string[] };
type Work = { store: Store; duckdb: DuckDb; lake: Lake; pains: PainReport };

/** Writes what goes with the scores of every survey that asks for one. */
export async function buildDrivers(buildId: string, { store, duckdb, lake, pains }: Work): Promise<void> {
  const { answers, mentions, themeMentions } = lake;
  const documents: SurveyDrivers[] = [];
  for await (const { id, definition } of answers.length > 0 ? store.surveys.all() : []) {
    const questions = definition.pages.flatMap((each) => each.questions);
    const targets = questions.filter(({ type }) => TARGETS.includes(type)).slice(0, MOST_TARGETS);
    for (const { id: targetId } of targets) {
      const texts = { mentions, themeMentions, themes: pains.themes };
      const subject = { answers, surveyId: id, targetId, ...(themeMentions.length > 0 && { texts }) };
      const drivers = await surveyDrivers(duckdb, subject);
      if (drivers.respondents > 0) documents.push(drivers);
    }
  }
  await store.reports.write(buildId, 'survey-drivers', z.array(SurveyDrivers), documents);
}
