import type { Question } from '@soundings/contracts/question';
import type { StandardAnalysis, SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers, AnswerValue, SurveyResponse } from '@soundings/contracts/survey-response';
import type { AnalysisResult, SurveySummary } from '@soundings/contracts/survey-summary';
import { quantile, shareOf } from './interval.ts';
import { kanoFeature } from './kano.ts';
import { textIn } from './localized.ts';
import { type NamedPrices, priceSensitivity } from './price-sensitivity.ts';
import { summariseQuestion } from './question-summary.ts';
import { answerTo, visibleQuestions } from './visibility.ts';

type Responded = Pick<SurveyResponse, 'answers' | 'fields' | 'suspect' | 'pageSeconds' | 'questionSeconds' | 'scores'>;

/**
 * What the responses to one version of a survey say: counts by question with 95 % intervals and the standard analyses
 * that the definition names. `unfinished` counts, by page, the visits that ended there without a response. Which
 * responses to count (suspect ones too?) is the caller's choice.
 */
export function summarise(
  definition: SurveyDefinition,
  responses: readonly Responded[],
  { language, unfinished = {} }: { language: string; unfinished?: Record<string, number> },
): SurveySummary {
  const questions = definition.pages.flatMap((page) => page.questions);
  const shown = new Map<string, number>();
  const given = new Map<string, AnswerValue[]>(questions.map(({ id }) => [id, []]));
  for (const { answers, fields } of responses) {
    for (const { id } of visibleQuestions(definition, answers, fields)) {
      shown.set(id, (shown.get(id) ?? 0) + 1);
      const answer = answerTo(answers, id);
      if (answer) given.get(id)?.push(answer);
    }
  }
  return {
    responses: responses.length,
    suspect: responses.filter(({ suspect }) => suspect.length > 0).length,
    questions: questions
      .filter(({ type }) => type !== 'statement')
      .map((question) =>
        summariseQuestion(question, {
          answers: given.get(question.id) ?? [],
          shown: shown.get(question.id) ?? 0,
          seconds: responses.flatMap(({ questionSeconds = {} }) => secondsOf(questionSeconds, question.id)),
          language,
        }),
      ),
    analyses: (definition.analyses ?? []).map((analysis) =>
      analyse(analysis, { questions, language, all: responses.map(({ answers }) => answers) }),
    ),
    scores: (definition.scores ?? []).map(({ id, title }) => {
      const values = responses.flatMap(({ scores }) => (Object.hasOwn(scores, id) ? (scores[id] ?? []) : []));
      const mean = values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);
      return { score: id, title: textIn(title, language) || id, of: values.length, mean };
    }),
    pages: pagesOf(definition, responses, unfinished),
  };
}

function pagesOf(definition: SurveyDefinition, responses: readonly Responded[], unfinished: Record<string, number>) {
  return definition.pages.map(({ id }, at) => {
    const seconds = responses.flatMap(({ pageSeconds }) => secondsOf(pageSeconds, id));
    seconds.sort((a, b) => a - b);
    const left = unfinished[id] ?? 0;
    const later = definition.pages.slice(at + 1).reduce((sum, page) => sum + (unfinished[page.id] ?? 0), 0);
    return {
      page: id,
      reached: seconds.length + left + later,
      left,
      medianSeconds: quantile(seconds, 0.5),
      p90Seconds: quantile(seconds, 0.9),
    };
  });
}

function secondsOf(seconds: Readonly<Record<string, number>>, id: string): number[] {
  return Object.hasOwn(seconds, id) ? [seconds[id] ?? 0] : [];
}

function analyse(
  analysis: StandardAnalysis,
  { questions, all, language }: { questions: readonly Question[]; all: readonly Answers[]; language: string },
): AnalysisResult {
  switch (analysis.kind) {
    case 'pmf': {
      const chosen = chosenIn(all, analysis.question).filter((choice) => !analysis.excluded?.includes(choice));
      const very = chosen.filter((choice) => choice === analysis.veryDisappointed).length;
      return { kind: 'pmf', question: analysis.question, veryDisappointed: shareOf(very, chosen.length) };
    }
    case 'top-box': {
      const chosen = chosenIn(all, analysis.question);
      const top = chosen.filter((choice) => analysis.top.includes(choice)).length;
      return { kind: 'top-box', question: analysis.question, top: shareOf(top, chosen.length) };
    }
    case 'van-westendorp': {
      const parts = ['tooCheap', 'cheap', 'expensive', 'tooExpensive'] as const;
      const complete: NamedPrices[] = [];
      for (const answers of all) {
        const [tooCheap, cheap, expensive, tooExpensive] = parts.map((part) => {
          const answer = answerTo(answers, analysis[part]);
          return answer && 'number' in answer ? answer.number : undefined;
        });
        if (tooCheap === undefined || cheap === undefined || expensive === undefined || tooExpensive === undefined)
          continue;
        complete.push({ tooCheap, cheap, expensive, tooExpensive });
      }
      return priceSensitivity(complete, analysis.currency);
    }
    case 'kano': {
      const asked = questions.find(({ id }) => id === analysis.functional);
      const rows = asked?.type === 'matrix' ? asked.rows : [];
      const features = rows.map(({ value, label }) => {
        const pairs: [number, number][] = [];
        for (const answers of all) {
          const withIt = analysis.scale.indexOf(columnIn(answers, analysis.functional, value));
          const withoutIt = analysis.scale.indexOf(columnIn(answers, analysis.dysfunctional, value));
          if (withIt >= 0 && withoutIt >= 0) pairs.push([withIt, withoutIt]);
        }
        return { feature: value, label: textIn(label, language), ...kanoFeature(pairs) };
      });
      return { kind: 'kano', features };
    }
  }
}

function chosenIn(all: readonly Answers[], question: string): string[] {
  return all.flatMap((answers) => {
    const answer = answerTo(answers, question);
    return answer && 'choice' in answer ? [answer.choice] : [];
  });
}

function columnIn(answers: Answers, question: string, row: string): string {
  const answer = answerTo(answers, question);
  return answer && 'rows' in answer && Object.hasOwn(answer.rows, row) ? (answer.rows[row] ?? '') : '';
}
