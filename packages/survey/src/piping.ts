import type { Question } from '@soundings/contracts/question';
import type { Score } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { textIn } from './localized.ts';
import { answerTo, type Fields, scoreOf } from './visibility.ts';
import { builtInWords } from './words.ts';

const PIPE = /\{\{(answer|field|score):([a-z][a-z0-9_-]{0,39})(?:\|([^{}]{0,100}))?\}\}/g;

/** A place in a text where an earlier answer, a link field or a score goes. */
export interface Pipe {
  kind: 'answer' | 'field' | 'score';
  name: string;
}

/** The pipes of a text. */
export function pipesIn(text: string): Pipe[] {
  return [...text.matchAll(PIPE)].map(([, kind, name]) => ({ kind: kind as Pipe['kind'], name: name ?? '' }));
}

/**
 * Fills `{{answer:question}}`, `{{field:name}}` and `{{score:name}}`; what follows a bar stands in for what is missing:
 * `{{field:name|friend}}`. The result is plain text: whoever puts it on a page encodes it.
 */
export function pipe(
  text: string,
  {
    questions,
    scores,
    answers,
    fields,
    language,
  }: {
    questions: readonly Question[];
    scores?: Score[] | undefined;
    answers: Answers;
    fields: Fields;
    language: string;
  },
): string {
  return text.replace(PIPE, (_, kind: string, name: string, instead = '') => {
    if (kind === 'field') return (Object.hasOwn(fields, name) && fields[name]) || instead;
    if (kind === 'score') {
      const score = scores?.find(({ id }) => id === name);
      const value = score ? scoreOf(score, answers) : null;
      return value === null ? instead : String(Math.round(value * 100) / 100);
    }
    const question = questions.find(({ id }) => id === name);
    return (question && answerInWords(question, answers, language)) || instead;
  });
}

/** An answer as its respondent would say it: labels rather than codes. Empty where there is none. */
export function answerInWords(question: Question, answers: Answers, language: string): string {
  const answer = answerTo(answers, question.id);
  if (!answer) return '';
  const label = (value: string) => {
    if (value === 'other' && 'other' in answer && answer.other) return answer.other;
    const choice = 'choices' in question ? question.choices.find((each) => each.value === value) : undefined;
    return choice ? textIn(choice.label, language) : value;
  };
  const list = (values: readonly string[]) => values.map(label).join(language.startsWith('zh') ? '、' : ', ');
  if ('choice' in answer) return label(answer.choice);
  if ('choices' in answer) return list(answer.choices);
  if ('order' in answer) return list(answer.order);
  if ('number' in answer) return String(answer.number);
  if ('text' in answer) return answer.text;
  if ('given' in answer) return builtInWords(language).yes;
  if (question.type !== 'matrix') return '';
  const { rows } = answer;
  return question.rows
    .flatMap(({ value, label: row }) => {
      const column = Object.hasOwn(rows, value)
        ? question.columns.find((each) => each.value === rows[value])
        : undefined;
      return column ? [`${textIn(row, language)}: ${textIn(column.label, language)}`] : [];
    })
    .join('; ');
}
