import { ResponseFilter } from '@soundings/contracts/response-filter';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { expect, test } from 'vitest';
import { responseTest } from './response-filter.ts';

const response: SurveyResponse = {
  id: 'rsp_00000000000000000000000001',
  surveyId: 'srv_00000000000000000000000001',
  surveyVersion: 1,
  answers: {
    recommend: { number: 9 },
    tenure: { choice: 'other', other: 'Ｔｗｏ weeks' },
    used: { choices: ['web', 'app'] },
    best: { order: ['price', 'look'] },
    rates: { rows: { lid: 'bad' } },
    why: { text: '盖子坏了' },
    quoting: { given: true },
  },
  scores: {},
  language: 'zh-CN',
  startedAt: '2026-03-01T23:00:00.000Z',
  submittedAt: '2026-03-02T08:30:00.000Z',
  customerId: 'c1',
  fields: { channel: 'wechat:mini' },
  consent: true,
  suspect: ['too-fast'],
  pageSeconds: {},
  quotas: [],
};

test.each<[keyof ResponseFilter, string | string[], boolean]>([
  ['from', '2026-03-02', true],
  ['from', '2026-03-02T08:30:00.001Z', false],
  ['to', '2026-03-02', true],
  ['to', '2026-03-01', false],
  ['suspect', 'yes', true],
  ['suspect', 'no', false],
  ['suspect', 'too-fast', true],
  ['suspect', 'honeypot', false],
  ['language', 'zh-CN', true],
  ['language', 'en', false],
  ['customer', 'c1', true],
  ['customer', 'c', false],
  ['field', 'channel:wechat:mini', true],
  ['field', 'channel:wechat', false],
  ['field', 'constructor:x', false],
  ['answer', 'recommend:9', true],
  ['answer', 'recommend:8', false],
  ['answer', 'tenure:other', true],
  ['answer', 'used:app', true],
  ['answer', ['used:app', 'used:web'], true],
  ['answer', ['used:app', 'recommend:1'], false],
  ['answer', 'best:price', true],
  ['answer', 'best:look', false],
  ['answer', 'rates.lid:bad', true],
  ['answer', 'rates:bad', false],
  ['answer', 'quoting:yes', true],
  ['answer', 'why:盖子坏了', false],
  ['answer', 'nothing:1', false],
  ['q', '盖子', true],
  ['q', 'TWO', true],
  ['q', 'wechat', false],
])('%s %j: %s', (name, value, expected) => {
  expect(responseTest(ResponseFilter.parse({ [name]: value }))(response)).toBe(expected);
});

test('a filter that asks for nothing takes all', () => {
  expect(responseTest({})(response)).toBe(true);
});

test.each([{ from: 'yesterday' }, { suspect: 'maybe' }, { answer: 'no colon' }, { q: 'x'.repeat(201) }])(
  '%j is refused',
  (filter) => {
    expect(ResponseFilter.safeParse(filter).success).toBe(false);
  },
);
