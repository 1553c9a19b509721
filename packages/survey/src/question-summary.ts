import type { Question } from '@soundings/contracts/question';
import type { AnswerValue } from '@soundings/contracts/survey-response';
import type { QuestionSummary } from '@soundings/contracts/survey-summary';
import { netPromoterScore, quantile, shareOf } from './interval.ts';
import { textIn } from './localized.ts';
import { builtInWords } from './words.ts';

/** Counts the answers to one question; its shares are of those who answered it. */
export function summariseQuestion(
  question: Question,
  {
    answers,
    shown,
    seconds,
    language,
  }: { answers: readonly AnswerValue[]; shown: number; seconds: readonly number[]; language: string },
): QuestionSummary {
  const say = (texts: Record<string, string> | undefined) => textIn(texts, language);
  const base = {
    question: question.id,
    type: question.type,
    title: say(question.title),
    shown,
    answered: answers.length,
    medianSeconds: quantile(
      [...seconds].sort((a, b) => a - b),
      0.5,
    ),
  };
  switch (question.type) {
    case 'single':
    case 'dropdown':
    case 'multiple': {
      const chosen = answers.flatMap((answer) =>
        'choices' in answer ? answer.choices : 'choice' in answer ? [answer.choice] : [],
      );
      const choices = question.choices.map(({ value, label }) => ({ value, label: say(label) }));
      if (question.other) choices.push({ value: 'other', label: builtInWords(language).other });
      return { ...base, choices: choices.map((choice) => counted(choice, chosen, answers.length)) };
    }
    case 'ranking': {
      const orders = answers.flatMap((answer) => ('order' in answer ? [answer.order] : []));
      const ranks = question.choices.map(({ value, label }) => ({
        value,
        label: say(label),
        mean: orders.reduce((sum, order) => sum + order.indexOf(value) + 1, 0) / Math.max(orders.length, 1),
        first: shareOf(orders.filter((order) => order[0] === value).length, orders.length),
      }));
      return orders.length === 0 ? base : { ...base, ranks };
    }
    case 'matrix': {
      const rows = question.rows.map((row) => {
        const given = answers.flatMap((answer) => ('rows' in answer ? (answer.rows[row.value] ?? []) : []));
        const columns = question.columns.map(({ value, label }) =>
          counted({ value, label: say(label) }, given, given.length),
        );
        return { value: row.value, label: say(row.label), columns };
      });
      return { ...base, rows };
    }
    default:
      return {
        ...base,
        ...summariseNumbers(
          question,
          answers.flatMap((answer) => ('number' in answer ? [answer.number] : [])),
        ),
      };
  }
}

function summariseNumbers(question: Question, given: readonly number[]): Partial<QuestionSummary> {
  const sorted = [...given].sort((a, b) => a - b);
  const n = sorted.length;
  const [min, max, median] = [sorted[0], sorted.at(-1), quantile(sorted, 0.5)];
  if (min === undefined || max === undefined || median === null) return {};
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  const squares = sorted.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  const numbers = { mean, median, deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null, min, max };
  if (question.type === 'number') return { numbers };
  const counts: Record<string, number> = {};
  for (const number of sorted) counts[number] = (counts[number] ?? 0) + 1;
  const scale = { numbers: { ...numbers, counts } };
  const top = (from: number) => shareOf(sorted.filter((number) => number >= from).length, n);
  if (question.type === 'csat') return { ...scale, topBox: top(4) };
  // CES 2.0 counts those who agree at all: 5–7 of seven points, 4–5 of five.
  if (question.type === 'ces') return { ...scale, topBox: top(question.points === 7 ? 5 : 4) };
  const nps = question.type === 'nps' ? netPromoterScore(sorted) : null;
  return nps ? { ...scale, nps } : scale;
}

function counted<T extends { value: string }>(choice: T, chosen: readonly string[], of: number) {
  return { ...choice, answers: shareOf(chosen.filter((value) => value === choice.value).length, of) };
}
