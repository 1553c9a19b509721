import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { answerTo } from './visibility.ts';

/** A text of a response that is worth analysing, with the scores that its author gave. */
export interface OpenText {
  questionId: string;
  text: string;
  /** 1–5: the nearest star or CSAT answer, scaled to five points. */
  rating: number | null;
  nps: number | null;
}

/**
 * The texts of a response to analyse: long texts, short texts that are no profile and match no format, and what was
 * written beside "other". The rating that goes with a text is the last star or CSAT answer before it, else the first
 * after it; the NPS is the survey's first.
 */
export function openTexts(
  response: Pick<SurveyResponse, 'answers'>,
  definition: Pick<SurveyDefinition, 'pages'>,
): OpenText[] {
  const questions = definition.pages.flatMap((page) => page.questions);
  const ratings: { at: number; rating: number }[] = [];
  const texts: { at: number; questionId: string; text: string }[] = [];
  let nps: number | null = null;
  questions.forEach((question, at) => {
    const answer = answerTo(response.answers, question.id);
    if (!answer) return;
    if ('number' in answer) {
      if (question.type === 'nps') nps ??= answer.number;
      if (question.type === 'csat') ratings.push({ at, rating: answer.number });
      if (question.type === 'rating') ratings.push({ at, rating: onFive(answer.number, question.points ?? 5) });
    }
    if ('other' in answer && answer.other) texts.push({ at, questionId: question.id, text: answer.other });
    const open =
      question.type === 'long-text' || (question.type === 'short-text' && !question.pattern && !question.dimension);
    if (open && 'text' in answer) texts.push({ at, questionId: question.id, text: answer.text });
  });
  return texts.map(({ at, questionId, text }) => {
    const rating = ratings.findLast((each) => each.at <= at) ?? ratings[0];
    return { questionId, text, rating: rating?.rating ?? null, nps };
  });
}

/** 1…points to 1…5, ends on ends. */
function onFive(number: number, points: number): number {
  return 1 + ((number - 1) * 4) / (points - 1);
}
