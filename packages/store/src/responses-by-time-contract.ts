import { contentId, newId } from '@soundings/contracts/ids';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { expect, test } from 'vitest';
import { openSurveyResponses } from './survey-responses.ts';
import type { Table } from './table.ts';

/** The n-th response of a survey; their times are in another order. */
export function responseOf(
  surveyId: string,
  n: number,
  submittedAt = new Date(Date.UTC(2026, 0, 1, 0, (n * 7919) % 500)).toISOString(),
) {
  const sent: SurveyResponse = {
    id: contentId('surveyResponse', surveyId, String(n)),
    surveyId,
    surveyVersion: 1,
    answers: {},
    scores: {},
    language: n % 3 ? 'en' : 'zh-CN',
    startedAt: '2026-01-01T00:00:00.000Z',
    submittedAt,
    customerId: null,
    fields: {},
    consent: false,
    suspect: [],
    pageSeconds: {},
    quotas: [],
  };
  return sent;
}

type Responses = ReturnType<typeof openSurveyResponses>;

type Paging = { surveyId: string; limit: number; keep?: (response: SurveyResponse) => boolean };

/** The ids of a survey's responses, fetched by pages. */
export async function paged(responses: Responses, { surveyId, limit, keep }: Paging) {
  const items: SurveyResponse[] = [];
  for (let after: string | undefined; ; ) {
    const page = keep
      ? await responses.search(surveyId, { limit, after, keep })
      : await responses.list(surveyId, { limit, after });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    if (!page.cursor) return items.map(({ id }) => id);
    after = page.cursor;
  }
}

/** Their ids, newest first. */
export const newestFirst = (sent: readonly SurveyResponse[]) =>
  sent
    .map(({ submittedAt, id }) => `${submittedAt}#${id}`)
    .sort()
    .reverse()
    .map((place) => place.split('#')[1]);

export async function splitAll(responses: Responses, limit = 1000): Promise<void> {
  await responses.split(await responses.toSplit(limit));
}

/** What any table must give, whatever has been noted of its order by then. */
export function describeOrder(
  name: string,
  open: () => Promise<Table>,
  { count = 60, limits = [1, 7, 100] }: { count?: number; limits?: number[] } = {},
): void {
  test(`${name}: responses are listed newest first, by pages of any size, from the moment that they are stored`, async () => {
    const responses = openSurveyResponses(await open());
    const surveyId = newId('survey');
    const response = (n: number, at?: string) => responseOf(surveyId, n, at);
    const sent = Array.from({ length: count }, (_, n) => response(n));
    const early = sent.slice(0, (count * 2) / 3);
    const other = { ...response(7), surveyId: newId('survey') };
    await responses.accept(other);
    // Before the order is noted, while some are split and some wait, and after all are split.
    for (const step of ['unnoted', 'waiting', 'some', 'split'] as const) {
      if (step === 'unnoted') for (const each of early) await responses.accept(each);
      if (step === 'waiting') expect(await responses.noteOrder(surveyId)).toBe(true);
      if (step === 'some') {
        await splitAll(responses, early.length / 2);
        for (const each of sent.slice(early.length)) await responses.accept(each);
      }
      if (step === 'split') await splitAll(responses);
      const expected = newestFirst(step === 'unnoted' || step === 'waiting' ? early : sent);
      for (const limit of limits) expect(await paged(responses, { surveyId, limit }), step).toEqual(expected);
      const chinese = expected.filter((id) => sent.find((each) => each.id === id)?.language === 'zh-CN');
      expect(
        await paged(responses, { surveyId, limit: 4, keep: ({ language }) => language === 'zh-CN' }),
        step,
      ).toEqual(chinese);
    }
    expect(await responses.noteOrder(surveyId)).toBe(false);
  });

  test(`${name}: a cursor stays good while others come and go`, async () => {
    const responses = openSurveyResponses(await open());
    const surveyId = newId('survey');
    const response = (n: number, at?: string) => responseOf(surveyId, n, at);
    await responses.noteOrder(surveyId);
    const sent = Array.from({ length: 9 }, (_, n) => response(n, `2026-02-0${n + 1}T00:00:00.000Z`));
    for (const each of sent) await responses.accept(each);
    await splitAll(responses);
    const first = await responses.list(surveyId, { limit: 3 });
    await responses.accept(response(99, '2026-03-01T00:00:00.000Z'));
    await responses.erase(surveyId, sent[6]?.id ?? '');
    await responses.erase(surveyId, sent[5]?.id ?? '');
    const rest = await responses.list(surveyId, { limit: 100, after: first.cursor });
    expect(rest.items.map(({ id }) => id)).toEqual(newestFirst(sent.slice(0, 5)));
    expect(rest.cursor).toBeUndefined();
  });
}
