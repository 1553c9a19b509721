import type { Question } from '@soundings/contracts/question';
import type { Answers } from '@soundings/contracts/survey-response';

/** The form field of a question, and of a part of it: the text beside `other`, a matrix row, a choice's rank. */
export function fieldName(question: string, part?: string): string {
  return part === undefined ? `a.${question}` : `a.${question}.${part}`;
}

/**
 * Reads a form's fields as raw answers to these questions, for `validateAnswers` to judge. A field that came twice
 * where one was asked stays a list, so that it is refused. Fields of other names are not read.
 */
export function answersFromForm(
  questions: readonly Question[],
  entries: Iterable<readonly [string, string]>,
): Record<string, unknown> {
  const form = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  const raw: Record<string, unknown> = {};
  for (const question of questions) {
    const answer = read(question, form);
    if (answer) raw[question.id] = answer;
  }
  return raw;
}

/** The form fields that these answers are sent as: the inverse of `answersFromForm`. */
export function formFromAnswers(answers: Answers): [string, string][] {
  return Object.entries(answers).flatMap(([id, answer]): [string, string][] => {
    const name = fieldName(id);
    const other: [string, string][] = 'other' in answer && answer.other ? [[fieldName(id, 'other'), answer.other]] : [];
    if ('choice' in answer) return [[name, answer.choice], ...other];
    if ('choices' in answer) return [...answer.choices.map((value): [string, string] => [name, value]), ...other];
    if ('order' in answer) return answer.order.map((value, at) => [fieldName(id, value), String(at + 1)]);
    if ('rows' in answer) return Object.entries(answer.rows).map(([row, value]) => [fieldName(id, row), value]);
    if ('number' in answer) return [[name, String(answer.number)]];
    if ('text' in answer) return [[name, answer.text]];
    return [[name, 'yes']];
  });
}

type Form = ReadonlyMap<string, string[]>;

function read(question: Question, form: Form): Record<string, unknown> | undefined {
  const name = fieldName(question.id);
  const value = one(form, name);
  switch (question.type) {
    case 'statement':
      return undefined;
    case 'single':
    case 'dropdown': {
      const other = question.other ? one(form, fieldName(question.id, 'other')) : undefined;
      if (value === undefined || value === '') return other ? { choice: 'other', other } : undefined;
      return value === 'other' && other !== undefined ? { choice: value, other } : { choice: value };
    }
    case 'multiple': {
      const choices = form.get(name) ?? [];
      const other = question.other ? one(form, fieldName(question.id, 'other')) : undefined;
      if (choices.length === 0) return other ? { choices: ['other'], other } : undefined;
      return choices.includes('other') && other !== undefined ? { choices, other } : { choices };
    }
    case 'ranking':
      return readRanking(question, form);
    case 'matrix': {
      const rows: Record<string, unknown> = {};
      for (const row of question.rows) {
        const column = one(form, fieldName(question.id, row.value));
        if (column !== undefined) rows[row.value] = column;
      }
      return Object.keys(rows).length > 0 ? { rows } : undefined;
    }
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
    case 'number':
      return value === undefined ? undefined : { number: typeof value === 'string' ? numberIn(value) : value };
    case 'consent':
      return value === undefined ? undefined : { given: value === 'yes' ? true : value };
    default:
      return value === undefined ? undefined : { text: value };
  }
}

/** Ranks as people enter them: a place for each choice. Places that are missing or taken twice make an incomplete order. */
function readRanking(
  question: Extract<Question, { type: 'ranking' }>,
  form: Form,
): Record<string, unknown> | undefined {
  const order: string[] = [];
  let given = false;
  for (const choice of question.choices) {
    const place = one(form, fieldName(question.id, choice.value));
    if (place === undefined || place === '') continue;
    given = true;
    const at = typeof place === 'string' && /^\d{1,2}$/.test(place) ? Number(place) - 1 : -1;
    if (at < 0 || at >= question.choices.length) return { order: place };
    if (order[at] !== undefined) return { order: [choice.value, choice.value] };
    order[at] = choice.value;
  }
  return given ? { order: order.filter((code) => code !== undefined) } : undefined;
}

/** The number that a text writes, full-width digits included; any other text stays as it is. */
function numberIn(text: string): number | string {
  const plain = text.normalize('NFKC').trim();
  return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(plain) ? Number(plain) : plain;
}

function one(form: Form, name: string): string | string[] | undefined {
  const values = form.get(name);
  return values?.length === 1 ? values[0] : values;
}
