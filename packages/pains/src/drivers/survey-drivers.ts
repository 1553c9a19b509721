import type { SurveyDrivers } from '@soundings/contracts/survey-driver';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { type ContrastSubject, driverContrasts } from './driver-contrasts.ts';
import { numericDrivers } from './numeric-drivers.ts';

/** Most contrasts are of nobody's interest: those beyond chance come first. */
const SHOWN = 100;

/** What goes with a survey's score: choices, themes of the respondents' own words, and numeric answers. */
export async function surveyDrivers(engine: SqlEngine, subject: ContrastSubject): Promise<SurveyDrivers> {
  const { surveyId, targetId } = subject;
  if (subject.answers.length === 0) {
    const nothing = { respondents: 0, mean: null, tested: 0, contrasts: [], n: 0, r2: null, drivers: [] };
    return { surveyId, targetId, ...nothing };
  }
  const { respondents, tested, contrasts } = await driverContrasts(engine, subject);
  return {
    surveyId,
    targetId,
    respondents: respondents.n,
    mean: respondents.n > 0 ? respondents.sum / respondents.n : null,
    tested,
    contrasts: contrasts.slice(0, SHOWN),
    ...(await numericDrivers(engine, subject)),
  };
}
