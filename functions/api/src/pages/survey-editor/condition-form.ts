import { Condition, type Question, type Test } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { type FormValues, isTicked, textOf } from './form-values.ts';

/** One comparison, as `subject` names what it looks at: `question:drink`, `question:aspects:taste`, `field:order`, `score:total`. */
export type Comparison = { subject: string } & Test;
export type Simple = { join: 'all' | 'any'; tests: Comparison[] };

/** What can be compared: which operators fit it, and what can be chosen. */
export type Subject = {
  key: string;
  title: Record<string, string> | string;
  row?: Record<string, string>;
  kind: 'codes' | 'number' | 'text';
  codes: { value: string; label: Record<string, string> }[];
};

const OPERATORS = {
  codes: ['anyOf', 'noneOf', 'answered', 'unanswered'],
  number: ['atLeast', 'atMost', 'equal', 'notEqual', 'anyOf', 'noneOf', 'answered', 'unanswered'],
  text: ['equal', 'notEqual', 'answered', 'unanswered'],
} as const satisfies Record<Subject['kind'], readonly Test['is'][]>;

/** The operators to offer for a subject; the one in use is always among them. */
export function operatorsFor(kind: Subject['kind'], used: Test['is']): Test['is'][] {
  const offered: readonly Test['is'][] = OPERATORS[kind];
  return offered.includes(used) ? [...offered] : [used, ...offered];
}

/** A condition as one list of comparisons, or undefined where it is nested deeper than that. */
export function simpleOf(condition: Condition | undefined): Simple | undefined {
  if (!condition) return { join: 'all', tests: [] };
  const [join, parts] =
    'all' in condition
      ? (['all', condition.all] as const)
      : 'any' in condition
        ? (['any', condition.any] as const)
        : (['all', [condition]] as const);
  const tests = parts.map(comparisonOf);
  return tests.every((test) => test !== undefined) ? { join, tests } : undefined;
}

function comparisonOf(condition: Condition): Comparison | undefined {
  if ('all' in condition || 'any' in condition || 'not' in condition) return undefined;
  if ('question' in condition) {
    const { question, row, ...test } = condition;
    return { subject: row ? `question:${question}:${row}` : `question:${question}`, ...test };
  }
  if ('field' in condition) {
    const { field, ...test } = condition;
    return { subject: `field:${field}`, ...test };
  }
  const { score, ...test } = condition;
  return { subject: `score:${score}`, ...test };
}

function conditionOf({ subject, is, value }: Comparison): Condition {
  const [kind, name = '', row] = subject.split(':');
  const test = is === 'answered' || is === 'unanswered' || value === undefined ? { is } : { is, value };
  if (kind === 'field') return { field: name, ...test };
  if (kind === 'score') return { score: name, ...test };
  return row ? { question: name, row, ...test } : { question: name, ...test };
}

/** The condition that a form's fields under `prefix` say, or undefined where it says that there is none. */
export function conditionFrom(form: FormValues, prefix: string, subjects: readonly Subject[]): Condition | undefined {
  const json = textOf(form, `${prefix}.json`);
  if (json) {
    const parsed = Condition.safeParse(parseJson(json));
    return parsed.success ? parsed.data : undefined;
  }
  const tests: Comparison[] = [];
  for (let i = 0; form.has(`${prefix}.${i}.subject`); i++) {
    const test = comparisonFrom(form, `${prefix}.${i}`, subjects);
    if (test) tests.push(test);
  }
  const added = subjects.find(({ key }) => key === textOf(form, `${prefix}.add`));
  if (added) tests.push({ subject: added.key, is: 'answered' });
  const parts = tests.slice(0, 20).map(conditionOf);
  if (parts.length <= 1) return parts[0];
  return textOf(form, `${prefix}.join`) === 'any' ? { any: parts } : { all: parts };
}

function comparisonFrom(form: FormValues, name: string, subjects: readonly Subject[]): Comparison | undefined {
  if (isTicked(form, `${name}.drop`)) return undefined;
  const subject = textOf(form, `${name}.subject`);
  const is = textOf(form, `${name}.is`) as Test['is'];
  const kind = subjects.find(({ key }) => key === subject)?.kind ?? 'text';
  const values = form.get(`${name}.value`) ?? [];
  if (kind === 'codes') {
    // Nothing ticked yet: any answer will do until something is.
    if (values.length === 0) return { subject, is: is === 'unanswered' ? is : 'answered' };
    if (is === 'answered' || is === 'unanswered')
      return { subject, is: is === 'answered' ? 'anyOf' : is, value: [...values] };
    return { subject, is, value: is === 'anyOf' || is === 'noneOf' ? [...values] : (values[0] ?? '') };
  }
  const text = textOf(form, `${name}.value`);
  if (text === '') return { subject, is: is === 'unanswered' ? is : 'answered' };
  if (is === 'anyOf' || is === 'noneOf') {
    const listed = text.split(kind === 'number' ? /[,，、\s]+/ : /[,，、]/).map((each) => each.trim().slice(0, 200));
    const values = listed.filter(Boolean).slice(0, 500);
    return { subject, is, value: kind === 'number' ? values.map(Number).filter(Number.isFinite) : values };
  }
  const value = kind === 'number' && Number.isFinite(Number(text)) ? Number(text) : text.slice(0, 200);
  return { subject, is: is === 'answered' ? (kind === 'number' ? 'atLeast' : 'equal') : is, value };
}

/** What is known before a page or question: `until` stops before the question of that id. */
export function subjectsBefore(
  definition: SurveyDefinition,
  until: { question: string } | { page: string; inclusive: boolean } | 'end',
): Subject[] {
  const subjects: Subject[] = [];
  walk: for (const page of definition.pages) {
    if (until !== 'end' && 'page' in until && page.id === until.page && !until.inclusive) break;
    for (const question of page.questions) {
      if (until !== 'end' && 'question' in until && question.id === until.question) break walk;
      subjects.push(...subjectsOf(question));
    }
    if (until !== 'end' && 'page' in until && page.id === until.page) break;
  }
  const fields = (definition.fields ?? []).map((name) => ({
    key: `field:${name}`,
    title: name,
    kind: 'text' as const,
    codes: [],
  }));
  const scores = (definition.scores ?? []).map(({ id, title }) => ({
    key: `score:${id}`,
    title: title ?? id,
    kind: 'number' as const,
    codes: [],
  }));
  return [...subjects, ...fields, ...scores];
}

function subjectsOf(question: Question): Subject[] {
  const { id, title } = question;
  const key = `question:${id}`;
  switch (question.type) {
    case 'statement':
      return [];
    case 'matrix':
      return question.rows.map((row) => ({
        key: `${key}:${row.value}`,
        title,
        row: row.label,
        kind: 'codes',
        codes: question.columns,
      }));
    case 'single':
    case 'multiple':
    case 'dropdown': {
      const other = question.other ? [{ value: 'other', label: { en: 'Other', 'zh-CN': '其他' } }] : [];
      return [{ key, title, kind: 'codes', codes: [...question.choices, ...other] }];
    }
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
    case 'number':
      return [{ key, title, kind: 'number', codes: [] }];
    default:
      return [{ key, title, kind: 'text', codes: [] }];
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
