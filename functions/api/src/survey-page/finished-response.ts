import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { pseudonym } from '@soundings/survey/links';
import { placesOf } from '@soundings/survey/place';
import { comparableTexts, suspicions } from '@soundings/survey/suspicion';
import { scoreOf } from '@soundings/survey/visibility';
import type { PublicSurveys } from './public-surveys.ts';
import type { Visit } from './visit.ts';

/** The response that a finished visit makes, with what makes it suspect. */
export async function finishedResponse(
  { observe, secret }: Pick<PublicSurveys, 'observe' | 'secret'>,
  survey: PublishedSurvey,
  { id, visit, at, address }: { id: string; visit: Visit; at: number; address: string | null },
): Promise<SurveyResponse> {
  const { definition } = survey;
  const { answers, fields } = visit;
  const { fromAddress, textsSeen } = await observe({
    surveyId: survey.id,
    responseId: id,
    address: address === null ? null : pseudonym(`address ${survey.id}`, address, secret),
    texts: comparableTexts(definition, answers).map((text) => pseudonym(`text ${survey.id}`, text, secret)),
  });
  const scores = (definition.scores ?? []).flatMap((score) => {
    const value = scoreOf(score, answers);
    return value === null ? [] : [[score.id, value] as const];
  });
  const quoting = definition.pages.flatMap((each) => each.questions).filter((q) => q.type === 'consent' && q.quoting);
  const seconds = (at - visit.openedAt) / 1000;
  return {
    id,
    surveyId: survey.id,
    surveyVersion: survey.version,
    answers,
    scores: Object.fromEntries(scores),
    language: visit.language,
    startedAt: new Date(visit.openedAt).toISOString(),
    submittedAt: new Date(at).toISOString(),
    customerId: visit.customerId,
    fields,
    consent: quoting.some((question) => Object.hasOwn(answers, question.id)),
    suspect: suspicions(definition, answers, { honeypot: visit.honeypot, seconds, fromAddress, textsSeen }),
    pageSeconds: visit.pageSeconds,
    questionSeconds: visit.questionSeconds,
    quotas: placesOf(definition, answers, fields).map(({ cell }) => cell),
  };
}
