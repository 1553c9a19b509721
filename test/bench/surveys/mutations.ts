import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { validateAnswers } from '@soundings/survey/validate';

/** A valid submission changed in one known way, and what must become of it. */
interface Mutation {
  name: string;
  raw: Record<string, unknown>;
  /** The problem expected at the question, or null: accepted, with these answers. */
  expected: { question: string; code: string } | Answers;
}

const say = (en: string) => ({ en });
const choices = ['a', 'b', 'c'].map((value) => ({ value, label: say(value) }));

const questions: Question[] = [
  { type: 'single', id: 'single', title: say('1'), required: true, other: true, choices },
  {
    type: 'multiple',
    id: 'multiple',
    title: say('2'),
    maxChoices: 2,
    minChoices: 1,
    other: true,
    choices: [...choices, { value: 'none', label: say('none'), exclusive: true }],
  },
  { type: 'dropdown', id: 'dropdown', title: say('3'), choices },
  { type: 'nps', id: 'nps', title: say('4'), required: true },
  { type: 'csat', id: 'csat', title: say('5') },
  { type: 'ces', id: 'ces', title: say('6'), points: 7 },
  { type: 'rating', id: 'rating', title: say('7'), points: 5 },
  {
    type: 'matrix',
    id: 'matrix',
    title: say('8'),
    required: true,
    rows: [
      { value: 'x', label: say('x') },
      { value: 'y', label: say('y') },
    ],
    columns: choices,
  },
  { type: 'ranking', id: 'ranking', title: say('9'), choices },
  { type: 'short-text', id: 'short', title: say('10'), minLength: 2, maxLength: 10 },
  { type: 'short-text', id: 'pattern', title: say('11'), pattern: '[A-Z]{2}\\d{3}' },
  { type: 'long-text', id: 'long', title: say('12'), maxLength: 1000 },
  { type: 'number', id: 'number', title: say('13'), min: 0, max: 100, decimals: 1 },
  { type: 'date', id: 'date', title: say('14'), min: '2020-01-01', max: '2029-12-31' },
  { type: 'email', id: 'email', title: say('15') },
  { type: 'phone', id: 'phone', title: say('16') },
  { type: 'consent', id: 'consent', title: say('17'), required: true },
  {
    type: 'long-text',
    id: 'hidden',
    title: say('18'),
    required: true,
    showIf: { question: 'nps', is: 'atMost', value: 6 },
  },
  { type: 'statement', id: 'statement', title: say('19') },
];
const definition: SurveyDefinition = { title: say('Mutated'), languages: ['en'], pages: [{ id: 'all', questions }] };

/** A valid submission; numbers choose its values. */
function valid(pick: (n: number) => number): Answers {
  const code = () => choices[pick(3)]?.value ?? 'a';
  const order = ['a', 'b', 'c'];
  if (pick(2)) order.reverse();
  return {
    single: pick(2) ? { choice: code() } : { choice: 'other', other: `else ${pick(100)}` },
    multiple: pick(2) ? { choices: ['a', 'c'] } : { choices: ['none'] },
    dropdown: { choice: code() },
    nps: { number: 7 + pick(4) },
    csat: { number: 1 + pick(5) },
    ces: { number: 1 + pick(7) },
    rating: { number: 1 + pick(5) },
    matrix: { rows: { x: code(), y: code() } },
    ranking: { order },
    short: { text: `t${pick(1000)}` },
    pattern: { text: `AB${100 + pick(900)}` },
    long: { text: `A longer text ${pick(1000)}，也有中文` },
    number: { number: pick(1001) / 10 },
    date: { text: `202${pick(10)}-02-${10 + pick(19)}` },
    email: { text: `name${pick(100)}@example.com` },
    phone: { text: `+86138${10_000_000 + pick(89_999_999)}` },
    consent: { given: true },
  };
}

/** Every way of changing a submission: `wrong` gives a question's new raw value and the problem it must meet. */
function mutations(answers: Answers, pick: (n: number) => number): Mutation[] {
  const wrong = (question: string, code: string, value: unknown): Mutation => ({
    name: `${question}: ${code}`,
    raw: { ...answers, [question]: value },
    expected: { question, code },
  });
  const right = (name: string, raw: Record<string, unknown>, expected: Answers): Mutation => ({ name, raw, expected });
  const { [pick(2) ? 'csat' : 'long']: _, ...fewer } = answers;
  const junk = `z${pick(1000)}`;
  const low = { number: pick(7) };
  const anyOf = (...values: unknown[]) => values[pick(values.length)];
  const ofWrongType = Object.keys(answers).map((question) =>
    wrong(
      question,
      'wrong-type',
      anyOf(
        [],
        'a',
        7,
        true,
        { value: 'a' },
        { choice: 1 },
        { number: [] },
        { text: {} },
        { given: 'yes' },
        { rows: 'x' },
        { order: 'a' },
        { choices: 'a' },
      ),
    ),
  );
  const withMore = Object.entries(answers).map(([question, answer]) =>
    wrong(question, 'wrong-type', { ...answer, extra: 1 }),
  );
  return [
    right('unchanged', answers, answers),
    right('an optional answer left out', fewer, fewer as Answers),
    right(
      'choices in another order',
      { ...answers, multiple: { choices: ['c', 'a'] } },
      { ...answers, multiple: { choices: ['a', 'c'] } },
    ),
    right('space around a text', { ...answers, short: { text: ' t1\t ' } }, { ...answers, short: { text: 't1' } }),
    right(
      'a phone number with spaces',
      { ...answers, phone: { text: '(020) 1234 5678' } },
      { ...answers, phone: { text: '02012345678' } },
    ),
    right('a hidden answer is dropped', { ...answers, hidden: { text: 'not asked' } }, answers),
    right('a hidden answer of nonsense is dropped', { ...answers, hidden: anyOf(1, null, { rows: {} }) }, answers),
    right(
      'a shown answer is kept',
      { ...answers, nps: low, hidden: { text: 'asked' } },
      { ...answers, nps: low, hidden: { text: 'asked' } },
    ),
    wrong('nps', 'required', undefined),
    wrong('single', 'required', { choice: '' }),
    wrong('matrix', 'required', { rows: {} }),
    wrong('consent', 'consent', undefined),
    {
      name: 'a required answer that became visible',
      raw: { ...answers, nps: { number: 0 } },
      expected: { question: 'hidden', code: 'required' },
    },
    wrong('single', 'unknown-choice', { choice: anyOf(junk, 'A', 'a ', '__proto__', 'toString') }),
    wrong('single', 'other-text', { choice: 'other', other: anyOf('', ' ', undefined) }),
    wrong('single', 'too-long', { choice: 'other', other: 'x'.repeat(501) }),
    wrong('single', 'wrong-type', { choice: 'a', other: 'text' }),
    wrong('dropdown', 'unknown-choice', { choice: anyOf(junk, 'other') }),
    wrong('multiple', 'unknown-choice', { choices: ['a', junk] }),
    wrong('multiple', 'exclusive', { choices: ['a', 'none'] }),
    wrong('multiple', 'too-many', { choices: ['a', 'b', 'c'] }),
    wrong('multiple', 'wrong-type', { choices: ['a', 'a'] }),
    wrong('nps', 'above', { number: 11 + pick(1000) }),
    wrong('nps', 'below', { number: -1 - pick(1000) }),
    wrong('nps', 'not-whole', { number: pick(10) + 0.5 }),
    wrong('nps', 'not-a-number', { number: anyOf('7x', '0x7', '1e400', 'NaN', '１１') }),
    wrong('csat', 'below', { number: 0 }),
    wrong('csat', 'above', { number: 6 }),
    wrong('ces', 'above', { number: 8 }),
    wrong('rating', 'above', { number: 6 }),
    wrong('number', 'decimals', { number: 1.25 }),
    wrong('number', 'above', { number: 100.1 }),
    wrong('number', 'below', { number: -0.1 }),
    wrong('matrix', 'unknown-choice', { rows: { x: 'a', [junk]: 'a' } }),
    wrong('matrix', 'unknown-choice', { rows: { x: 'a', y: junk } }),
    wrong('matrix', 'all-rows', { rows: { x: 'a' } }),
    wrong('ranking', 'all-ranks', { order: anyOf(['a'], ['a', 'b'], ['a', 'a', 'b'], ['a', 'b', 'c', 'a']) }),
    wrong('ranking', 'unknown-choice', { order: ['a', 'b', junk] }),
    wrong('short', 'too-short', { text: anyOf('x', ' x ', '😀') }),
    wrong('short', 'too-long', { text: anyOf('x'.repeat(11), '好'.repeat(11), '😀'.repeat(11)) }),
    wrong('short', 'wrong-type', { text: 'two\nlines' }),
    wrong('pattern', 'pattern', { text: anyOf('AB12', 'ab123', 'AB1234', ' AB123x', `AB123${'0'.repeat(300)}`) }),
    wrong('long', 'too-long', { text: 'x'.repeat(1001 + pick(10)) }),
    wrong('date', 'not-a-date', {
      text: anyOf('2023-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '01/02/2024', '2024-02-30T00:00', junk),
    }),
    wrong('date', 'below', { text: '2019-12-31' }),
    wrong('date', 'above', { text: '2030-01-01' }),
    wrong('email', 'email', {
      text: anyOf(
        'a@b',
        'a b@example.com',
        'a@@example.com',
        '@example.com',
        'a@example.',
        `${'a'.repeat(65)}@example.com`,
        'a@example.com\nBcc: b@example.com',
      ),
    }),
    wrong('phone', 'phone', { text: anyOf('1234', '1234567890123456', '++8613800000000', '13800000000x', junk) }),
    wrong('consent', 'wrong-type', { given: anyOf(false, 'yes', 1, null) }),
    wrong('statement', 'wrong-type', { text: 'x' }),
    wrong(junk, 'unknown-question', { text: 'x' }),
    ...ofWrongType,
    ...withMore,
  ];
}

/** Judges at least `least` mutated submissions and names those that met the wrong end. */
export function judgeMutations(least: number): { judged: number; wrong: string[] } {
  let state = 1;
  const pick = (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * n);
  };
  const wrong: string[] = [];
  let judged = 0;
  while (judged < least) {
    for (const mutation of mutations(valid(pick), pick)) {
      judged++;
      if (!isAsExpected(mutation)) wrong.push(mutation.name);
    }
  }
  return { judged, wrong };
}

function isAsExpected({ raw, expected }: Mutation): boolean {
  const { answers, problems } = validateAnswers(definition, JSON.parse(JSON.stringify(raw)), { language: 'en' });
  if ('code' in expected && typeof expected.code === 'string') {
    return (
      problems.some(({ question, code }) => question === expected.question && code === expected.code) &&
      !Object.hasOwn(answers, String(expected.question))
    );
  }
  return problems.length === 0 && sorted(answers) === sorted(expected);
}

function sorted(answers: object): string {
  return JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
}
