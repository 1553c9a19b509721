import { newId } from '@soundings/contracts/ids';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { beforeAll, expect, test, vi } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store, cookie } = await startTestApp();
let surveyId: string;

const api = async (path: string) => {
  const answer = await app.request(`/v1/surveys/${surveyId}${path}`, { headers: { authorization: `Bearer ${KEY}` } });
  return { status: answer.status, text: await answer.text() };
};
const page = async (query: string) => {
  const answer = await app.request(`/surveys/${surveyId}/responses?${query}`, {
    headers: { cookie, accept: 'text/html' },
  });
  return { status: answer.status, html: await answer.text() };
};

beforeAll(async () => {
  const { id: productId } = await store.products.create({ name: 'Kettle', role: 'ours' });
  const definition = { ...surveyTemplates['product-feedback'].define('Kettle'), fields: ['channel'] };
  const survey = await store.surveys.create({ productId, name: 'Kettle', definition });
  surveyId = survey.id;
  await store.surveys.publish(surveyId);
  for (let i = 0; i < 40; i++) {
    const response: SurveyResponse = {
      id: newId('surveyResponse', i),
      surveyId,
      surveyVersion: 1,
      answers: { recommend: { number: i % 11 }, problem: { text: i === 7 ? '盖子坏了' : `text ${i}` } },
      scores: {},
      language: i % 2 ? 'en' : 'zh-CN',
      startedAt: '2026-01-01T00:00:00.000Z',
      submittedAt: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
      customerId: null,
      fields: { channel: i < 10 ? 'wechat' : 'mail' },
      consent: true,
      suspect: i === 3 ? ['too-fast'] : [],
      pageSeconds: { first: 12 },
      quotas: [],
    };
    await store.responses.accept(response);
  }
});

test.each([
  ['suspect=yes', 1],
  ['from=2026-01-02&to=2026-01-05', 4],
  ['field=channel:wechat&answer=recommend:0', 1],
  ['answer=recommend:0', 4],
  ['q=%E7%9B%96%E5%AD%90', 1],
  ['suspect=no&language=en', 19],
  ['language=fr', 0],
])('%s: the list and each file have %i', async (query, count) => {
  expect(JSON.parse((await api(`/responses?limit=100&${query}`)).text).items).toHaveLength(count);
  const lines = (await api(`/responses.jsonl?${query}`)).text.split('\n').filter(Boolean);
  expect(lines).toHaveLength(count);
  expect((await api(`/responses.csv?${query}`)).text.trim().split('\r\n')).toHaveLength(count + 1);
  const { html } = await page(query);
  expect(html.split('<li class="card">').length - 1).toBe(count);
  expect(html.replaceAll('&amp;', '&')).toContain(`/responses.csv?${new URLSearchParams(query)}`);
});

test('the form’s two fields of a link field are one condition, and empty ones none', async () => {
  const { html, status } = await page('from=&to=&suspect=&answer=&q=&fieldName=channel&fieldValue=wechat');
  expect(status).toBe(200);
  expect(html.split('<li class="card">').length - 1).toBe(10);
});

test('a condition that is none is refused, hostile ones are shown as text', async () => {
  expect((await api('/responses?suspect=maybe')).status).toBe(400);
  expect((await api('/responses.csv?from=yesterday')).status).toBe(400);
  expect((await page('suspect=maybe')).status).toBe(400);
  const { html } = await page('q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E');
  expect(html).not.toContain('<script>alert');
  expect((await page('cursor=99:x')).status).toBe(200);
  expect((await page('q=a&cursor=99:x')).status).toBe(200);
});

test('one response is read in full with its survey’s id and its own, and with no other', async () => {
  const [{ id }] = JSON.parse((await api('/responses?limit=1')).text).items;
  expect(JSON.parse((await api(`/responses/${id}`)).text)).toMatchObject({ id, surveyId });
  expect((await api(`/responses/${newId('surveyResponse')}`)).status).toBe(404);
  const other = await app.request(`/v1/surveys/${newId('survey')}/responses/${id}`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(other.status).toBe(404);
  expect((await app.request(`/v1/surveys/${surveyId}/responses/${id}`)).status).toBe(401);
});

test('the summary and the page count those who left on the way', async () => {
  const [, second = ''] = (await store.surveys.get(surveyId))?.definition.pages.map(({ id }) => id) ?? [];
  for (const visit of ['a', 'b', 'c']) await store.visits.progress(surveyId, visit, { version: 1, page: second });
  await store.visits.progress(surveyId, 'c', null);
  const { pages } = JSON.parse((await api('/summary')).text);
  expect(pages).toMatchObject([{ left: 0 }, { page: second, left: 2 }]);
  const html = await (await app.request(`/surveys/${surveyId}`, { headers: { cookie } })).text();
  expect(html).toContain('<td class="n">2 (100%)</td>');
  expect(html).toContain('&lt;iframe');
});

test('a summary that several ask for at once is made once, and the next one knows of what has come since', async () => {
  const read = vi.spyOn(store.responses, 'all');
  const answered = async () => JSON.parse((await api('/summary')).text).responses;
  const [first, second] = await Promise.all([answered(), answered()]);
  expect(read).toHaveBeenCalledOnce();
  expect(second).toBe(first);
  const { items } = await store.responses.list(surveyId, { limit: 1 });
  await store.responses.accept({ ...(items[0] as SurveyResponse), id: newId('surveyResponse', 100) });
  expect(await answered()).toBe(first + 1);
  read.mockRestore();
});
