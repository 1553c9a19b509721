import type { Condition, Question, Test } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import fc from 'fast-check';
import { fieldName } from './form.ts';

// Surveys and what people and programs might send to them, for tests and benchmarks.

const title = { en: 'Q', 'zh-CN': '问' };
const choices = (n: number) => Array.from({ length: n }, (_, i) => ({ value: `c${i}`, label: title }));
const maybe = fc.boolean();
const count = fc.integer({ min: 2, max: 4 });

/** A question without its id and condition. */
const anyQuestion: fc.Arbitrary<Omit<Question, 'id' | 'showIf'> & { required?: boolean }> = fc
  .tuple(fc.nat(16), maybe, maybe, count, fc.integer({ min: 0, max: 9 }))
  .map(([type, required, other, n, k]) => {
    const asked = { title, required };
    const kinds: object[] = [
      { type: 'single', ...asked, other, choices: choices(n) },
      {
        type: 'multiple',
        ...asked,
        other,
        minChoices: k % 2,
        maxChoices: 2,
        choices: [...choices(n), { value: 'none', label: title, exclusive: true }],
      },
      { type: 'dropdown', ...asked, other, choices: choices(n) },
      { type: 'nps', ...asked },
      { type: 'csat', ...asked },
      { type: 'ces', ...asked, points: other ? 5 : 7 },
      { type: 'rating', ...asked, points: 3 + (k % 8) },
      {
        type: 'matrix',
        ...asked,
        rows: [
          { value: 'r0', label: title },
          { value: 'r1', label: title },
        ],
        columns: choices(n),
      },
      { type: 'ranking', ...asked, choices: choices(n) },
      {
        type: 'short-text',
        ...asked,
        ...(other ? { pattern: '[A-Z]{2}\\d{2,4}' } : { minLength: k % 4, maxLength: 10 + k }),
      },
      { type: 'long-text', ...asked, maxLength: 20 + k },
      { type: 'number', ...asked, min: -k, max: 10 * k, decimals: k % 3 },
      { type: 'date', ...asked, min: '2000-01-01', max: '2030-12-31' },
      { type: 'email', ...asked },
      { type: 'phone', ...asked },
      { type: 'consent', ...asked },
      { type: 'statement', title },
    ];
    return kinds[type] as Omit<Question, 'id' | 'showIf'>;
  });

interface Seed {
  of: number;
  is: Test['is'];
  value: number;
  not: boolean;
}
const seed: fc.Arbitrary<Seed> = fc.record({
  of: fc.nat(20),
  is: fc.constantFrom('answered', 'unanswered', 'equal', 'notEqual', 'anyOf', 'noneOf', 'atLeast', 'atMost'),
  value: fc.nat(7),
  not: fc.boolean(),
});

/** A condition over what comes before, or over a link field where nothing does. */
function condition({ of, is, value, not }: Seed, earlier: readonly Question[]): Condition {
  const question = earlier[of % Math.max(earlier.length, 1)];
  const about =
    question && of < 18
      ? { question: question.id, is, value: comparedWith(question, value) }
      : { field: 'channel', is, value: `v${value % 3}` };
  const one: Condition = question && of === 17 ? { score: 'sum', is, value } : about;
  return not ? { not: one } : one;
}

function comparedWith(question: Question, value: number): string | number {
  if ('choices' in question || question.type === 'matrix') return `c${value % 4}`;
  if (['nps', 'csat', 'ces', 'rating', 'number'].includes(question.type)) return value;
  return question.type === 'date' ? `20${10 + value}-01-01` : `t${value}`;
}

/** Surveys of one to four pages with every question type, show-if, skips, a score and a link field. */
export const anySurvey: fc.Arbitrary<SurveyDefinition> = fc
  .array(
    fc.record({
      questions: fc.array(fc.record({ question: anyQuestion, when: fc.option(seed) }), { minLength: 1, maxLength: 4 }),
      when: fc.option(seed, { freq: 3 }),
      skip: fc.option(seed, { freq: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((pages) => {
    const earlier: Question[] = [];
    const built = pages.map((page, p) => {
      const showIf = page.when && p > 0 ? { showIf: condition(page.when, earlier) } : {};
      const questions = page.questions.map(({ question, when }) => {
        const shown = when ? { showIf: condition(when, earlier) } : {};
        const whole = { ...question, id: `q${earlier.length}`, ...shown } as Question;
        earlier.push(whole);
        return whole;
      });
      const to = p + 2 < pages.length ? `p${p + 2}` : 'end';
      return {
        id: `p${p}`,
        ...showIf,
        questions,
        ...(page.skip && { skip: [{ when: condition(page.skip, earlier), to }] }),
      };
    });
    const scored = earlier.filter(({ type }) => type !== 'statement').map(({ id }) => ({ question: id }));
    return {
      title,
      languages: ['en', 'zh-CN'],
      pages: built,
      fields: ['channel'],
      ...(scored.length > 0 && { scores: [{ id: 'sum', method: 'sum' as const, of: scored }] }),
    };
  });

const GARBAGE = [
  '',
  ' ',
  'x',
  'c9',
  'other',
  '-1',
  '1e3',
  '１２',
  '3.14159',
  '2023-02-30',
  '99999999999999999999',
  '\u0000',
  '\ud800',
  '‮abc',
  '<script>',
  '__proto__',
  'constructor',
  '@',
  'a@b',
  '＋８６１３８',
  'yes',
  '=1+1',
  'é',
  'e\u0301',
];

/** Form fields for a survey: mostly what its pages would send, sometimes what nobody should. */
export function anyForm(definition: SurveyDefinition): fc.Arbitrary<[string, string][]> {
  const questions = definition.pages.flatMap((page) => page.questions);
  return fc
    .tuple(...questions.map((question) => fieldsOf(question)), fc.array(stray, { maxLength: 1 }))
    .map((parts) => parts.flat() as [string, string][]);
}

const stray: fc.Arbitrary<[string, string]> = fc.tuple(
  fc.constantFrom('a.q0', 'a.q1', 'a.q1.other', 'a.q2.r0', 'a.q9.c0', 'a.__proto__', 'a.constructor', 'b', '_q'),
  fc.constantFrom(...GARBAGE),
);

function fieldsOf(question: Question): fc.Arbitrary<[string, string][]> {
  const name = fieldName(question.id);
  const one = (values: fc.Arbitrary<string>) => values.map((value): [string, string][] => [[name, value]]);
  const among = (...values: string[]) => fc.constantFrom(...values);
  const parts = (names: readonly string[], value: fc.Arbitrary<string>) =>
    fc
      .tuple(
        ...names.map((part) =>
          fc
            .option(value, { freq: 8 })
            .map((v): [string, string][] => (v === null ? [] : [[fieldName(question.id, part), v]])),
        ),
      )
      .map((all) => all.flat());
  const usual = (): fc.Arbitrary<[string, string][]> => {
    switch (question.type) {
      case 'single':
      case 'dropdown':
        return fc.oneof(
          one(among('c0', 'c1', 'c2')),
          fc.constant<[string, string][]>([
            [name, 'other'],
            [`${name}.other`, 'else'],
          ]),
        );
      case 'multiple':
        return fc
          .subarray(['c0', 'c1', 'c2', 'none', 'other'])
          .map((values) => values.map((value): [string, string] => [name, value]));
      case 'matrix':
        return parts(['r0', 'r1'], among('c0', 'c1', 'c3'));
      case 'ranking':
        return fc.oneof(
          fc
            .shuffledSubarray(
              question.choices.map(({ value }) => value),
              { minLength: question.choices.length },
            )
            .map((order) =>
              order.map((value, at): [string, string] => [fieldName(question.id, value), String(at + 1)]),
            ),
          parts(
            question.choices.map(({ value }) => value),
            among('1', '2', '3', '9', ''),
          ),
        );
      case 'consent':
        return one(among('yes', 'yes', 'no'));
      case 'statement':
        return fc.constant([]);
      case 'date':
        return one(among('2024-02-29', '2023-02-29', '2012-01-01', '1999-12-31'));
      case 'email':
        return one(among('a@example.com', 'b.c@例子.中国', 'a@b'));
      case 'phone':
        return one(among('+86 138 0000 0000', '123', '(020) 1234-5678'));
      case 'short-text':
      case 'long-text':
        return one(fc.oneof(among('AB12', 'AB12345', ' a ', 't1', '很好', '😀😀'), fc.string({ maxLength: 30 })));
      default:
        return one(fc.oneof(fc.integer({ min: -2, max: 12 }).map(String), among('1.5', '2.25', '７')));
    }
  };
  return fc.oneof(
    { weight: 8, arbitrary: usual() },
    { weight: 1, arbitrary: fc.constant<[string, string][]>([]) },
    { weight: 1, arbitrary: one(among(...GARBAGE)) },
    { weight: 1, arbitrary: fc.tuple(usual(), usual()).map((twice) => twice.flat()) },
  );
}
