import { AnswerRow } from '@soundings/contracts/answer';
import { contentId, newId } from '@soundings/contracts/ids';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers, SurveyResponse } from '@soundings/contracts/survey-response';
import { describe, expect, it } from 'vitest';
import { answerRows } from './answer-rows.ts';
import { choicesInOrder } from './choice-order.ts';
import { openTexts } from './open-texts.ts';
import { pipe } from './piping.ts';
import { comparableTexts, suspicions } from './suspicion.ts';

const say = (en: string) => ({ en });
const choices = ['a', 'b'].map((value) => ({ value, label: say(value.toUpperCase()) }));
const definition: SurveyDefinition = {
  title: say('All'),
  languages: ['en'],
  pages: [
    {
      id: 'p',
      questions: [
        { type: 'nps', id: 'nps', title: say('1') },
        { type: 'long-text', id: 'before', title: say('2') },
        { type: 'rating', id: 'stars', title: say('3'), points: 10 },
        { type: 'long-text', id: 'after', title: say('4') },
        { type: 'single', id: 'age', title: say('5'), dimension: 'age', other: true, choices },
        { type: 'multiple', id: 'many', title: say('6'), choices },
        { type: 'ranking', id: 'rank', title: say('7'), choices },
        { type: 'matrix', id: 'grid', title: say('8'), rows: [{ value: 'r', label: say('Row') }], columns: choices },
        { type: 'short-text', id: 'city', title: say('9'), dimension: 'region' },
        { type: 'email', id: 'email', title: say('10') },
      ],
    },
  ],
};
const answers: Answers = {
  nps: { number: 3 },
  before: { text: 'The lid drips when it is full.' },
  stars: { number: 10 },
  after: { text: 'Nice colour' },
  age: { choice: 'other', other: 'ageless' },
  many: { choices: ['a', 'b'] },
  rank: { order: ['b', 'a'] },
  grid: { rows: { r: 'a' } },
  city: { text: '成都' },
  email: { text: 'a@example.com' },
};
const response: SurveyResponse = {
  id: contentId('surveyResponse', 'x'),
  surveyId: newId('survey'),
  surveyVersion: 1,
  answers,
  scores: {},
  language: 'en',
  startedAt: '2026-01-01T00:00:00.000Z',
  submittedAt: '2026-01-01T00:01:00.000Z',
  customerId: null,
  fields: {},
  consent: true,
  suspect: [],
  pageSeconds: {},
  quotas: [],
};

describe('answers as rows of the lake', () => {
  it('are one a question, choice, rank or matrix row, without long texts and addresses', () => {
    const rows = answerRows(response, definition);
    expect(rows.map((row) => AnswerRow.parse(row))).toEqual(rows);
    expect(rows.map(({ questionId, value, number, dimension }) => [questionId, value, number, dimension])).toEqual([
      ['nps', '3', 3, null],
      ['stars', '10', 10, null],
      ['age', 'other', null, 'age'],
      ['many', 'a', null, null],
      ['many', 'b', null, null],
      ['rank', 'b', 1, null],
      ['rank', 'a', 2, null],
      ['grid.r', 'a', null, null],
      ['city', '成都', null, 'region'],
    ]);
    expect(rows.every(({ customerId }) => customerId === null)).toBe(true);
  });
});

describe('texts to analyse', () => {
  it('come with the NPS and the nearest rating on five points, and are no profile', () => {
    expect(openTexts(response, definition)).toEqual([
      { questionId: 'before', text: 'The lid drips when it is full.', rating: 5, nps: 3 },
      { questionId: 'after', text: 'Nice colour', rating: 5, nps: 3 },
      { questionId: 'age', text: 'ageless', rating: 5, nps: 3 },
    ]);
  });
});

describe('suspicion', () => {
  const arrival = { honeypot: false, seconds: 60, fromAddress: 1, textsSeen: [] };

  it('has a reason each', () => {
    expect(suspicions(definition, answers, arrival)).toEqual([]);
    const bad = { honeypot: true, seconds: 1, fromAddress: 21, textsSeen: [3, 0] };
    expect(suspicions(definition, answers, bad)).toEqual(['honeypot', 'too-fast', 'too-many', 'duplicate-text']);
    const rows = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`r${i}`, 'a']));
    expect(suspicions(definition, { grid: { rows } }, arrival)).toEqual(['straight-lined']);
  });

  it('compares texts by their letters, and short ones not at all', () => {
    expect(comparableTexts(definition, answers)).toEqual(['theliddripswhenitisfull']);
  });
});

describe('piping', () => {
  const context = {
    questions: definition.pages[0]?.questions ?? [],
    answers,
    fields: { order: '<b>7</b>' },
    language: 'en',
  };

  it('puts in labels, texts and link fields, or what stands in for them', () => {
    expect(pipe('{{answer:many}}; {{answer:age}}; {{answer:grid}}', context)).toBe('A, B; ageless; Row: A');
    expect(pipe('{{field:order}} {{field:name|friend}} {{answer:constructor}}', context)).toBe('<b>7</b> friend ');
    expect(pipe('{{unknown:x}} {{answer:many', context)).toBe('{{unknown:x}} {{answer:many');
  });

  it('does not pipe what was piped', () => {
    expect(pipe('{{field:order}}', { ...context, fields: { order: '{{answer:email}}' } })).toBe('{{answer:email}}');
  });
});

describe('randomised choices', () => {
  const question = {
    type: 'single' as const,
    id: 'q',
    title: say('q'),
    randomise: true,
    choices: [...'abcdef']
      .map((value) => ({ value, label: say(value) }))
      .concat({ value: 'none', label: say('none'), ...{ exclusive: true } }),
  };

  it('are the same for one respondent, fair among many, and end with what excludes', () => {
    const firsts: Record<string, number> = {};
    for (let seed = 0; seed < 6000; seed++) {
      const order = choicesInOrder(question, seed).map(({ value }) => value);
      expect(order.at(-1)).toBe('none');
      firsts[order[0] ?? ''] = (firsts[order[0] ?? ''] ?? 0) + 1;
    }
    expect(choicesInOrder(question, 7)).toEqual(choicesInOrder(question, 7));
    for (const count of Object.values(firsts)) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(Object.keys(firsts)).toHaveLength(6);
  });
});
