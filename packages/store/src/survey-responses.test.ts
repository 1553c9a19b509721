import { contentId, newId } from '@soundings/contracts/ids';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { beforeEach, expect, test, vi } from 'vitest';
import { openSqliteTable } from './sqlite-table.ts';
import { openSurveyResponses } from './survey-responses.ts';
import type { Table } from './table.ts';

const surveyId = newId('survey');
let table: Table;
let responses: ReturnType<typeof openSurveyResponses>;

beforeEach(() => {
  vi.useRealTimers();
  table = openSqliteTable(':memory:');
  responses = openSurveyResponses(table);
});

const response = (token: string): SurveyResponse => ({
  id: contentId('surveyResponse', surveyId, token),
  surveyId,
  surveyVersion: 1,
  answers: {},
  scores: {},
  language: 'en',
  startedAt: '2026-01-01T00:00:00.000Z',
  submittedAt: '2026-01-01T00:01:00.000Z',
  customerId: null,
  fields: {},
  consent: false,
  suspect: [],
  pageSeconds: {},
  quotas: [],
});
const quota = (limit: number) => [{ cell: 'quota.a', limit }];
const stored = async () => (await responses.list(surveyId, { limit: 500 })).items.length;

test('a response sent a hundred times at once is stored once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => responses.accept(response('same'))));
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
  expect(await stored()).toBe(1);
});

test('of many at once no more get in than there are places, and every place is used', async () => {
  const send = (i: number): Promise<string> =>
    responses
      .accept(response(String(i)), [...quota(20), { cell: 'all', limit: 500 }])
      .then((outcome) => (outcome === 'busy' ? send(i) : outcome));
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => send(i)));
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(20);
  expect(await stored()).toBe(20);
});

test('a full cell gives back the places held in the others', async () => {
  await responses.accept(response('a'), quota(1));
  expect(await responses.accept(response('b'), [{ cell: 'all', limit: 2 }, ...quota(1)])).toBe('full');
  expect(await responses.accept(response('c'), [{ cell: 'all', limit: 1 }])).toBe('created');
});

/** A table whose server dies at the first write that this says. */
const dyingAt = (isFatal: (item: Parameters<Table['replace']>[0]) => boolean): Table => ({
  ...table,
  create: async (items) => {
    if (items.some(isFatal)) throw new Error('killed');
    return table.create(items);
  },
  replace: async (item, was) => {
    if (isFatal(item)) throw new Error('killed');
    return table.replace(item, was);
  },
});

test('the place of a server that died before its claim was committed comes back', async () => {
  const died = openSurveyResponses(dyingAt(({ value }) => value.state === 'committed'));
  await expect(died.accept(response('dead'), quota(1))).rejects.toThrow('killed');
  expect(await responses.accept(response('next'), quota(1))).toBe('full');
  vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
  expect(await responses.accept(response('next'), quota(1))).toBe('created');
  expect(await responses.accept(response('dead'), quota(1))).toBe('full');
  expect(await stored()).toBe(1);
});

test('a response whose server died after the commit is stored by whoever comes next, and its place stays taken', async () => {
  const died = openSurveyResponses(dyingAt(({ pk }) => pk.startsWith('responses#')));
  await expect(died.accept(response('dead'), quota(1))).rejects.toThrow('killed');
  expect(await responses.accept(response('next'), quota(1))).toBe('full');
  expect(await responses.get(surveyId, response('dead').id)).toBeDefined();
  expect(await responses.accept(response('dead'), quota(1))).toBe('replayed');
});

test('a response sent again takes one place, at the last place too', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => responses.accept(response('same'), quota(2))));
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(new Set(['created', 'replayed']));
  expect(await responses.accept(response('other'), quota(2))).toBe('created');
  expect(await responses.accept(response('third'), quota(2))).toBe('full');
});

test('a search finds each that it is for once, page by page', async () => {
  const ids = Array.from({ length: 700 }, (_, i) => `n${i}`);
  for (const id of ids) await responses.accept({ ...response(id), language: Number(id.slice(1)) % 7 ? 'en' : 'zh-CN' });
  const found: string[] = [];
  let pages = 0;
  for (let after: string | undefined; ; pages++) {
    const page = await responses.search(surveyId, { limit: 9, after, keep: ({ language }) => language === 'zh-CN' });
    expect(page.items.length).toBeLessThanOrEqual(9);
    found.push(...page.items.map(({ id }) => id));
    if (!page.cursor) break;
    after = page.cursor;
  }
  expect(pages).toBeGreaterThan(9);
  expect(found).toHaveLength(100);
  expect(new Set(found).size).toBe(100);
});
