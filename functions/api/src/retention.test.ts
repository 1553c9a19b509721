import { newId } from '@soundings/contracts/ids';
import { FIRST_RETENTION } from '@soundings/contracts/retention';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { beforeAll, expect, test } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store, cookie } = await startTestApp();
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

async function send(method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const answer = await app.request(path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}
const page = async (query: string) => {
  const answer = await app.request(`/settings/retention${query}`, { headers: { cookie, accept: 'text/html' } });
  return { status: answer.status, html: await answer.text() };
};
const post = (form: Record<string, string>) =>
  app.request('/settings/retention', {
    method: 'POST',
    headers: { cookie, origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
const current = async () => (await send('GET', '/v1/settings/retention')).body;

beforeAll(async () => {
  const { id: productId } = await store.products.create({ name: 'Kettle', role: 'ours' });
  await store.feedback.add(
    [10, 100, 500].map((days) => pendingReview({ productId, text: `${days} days ago`, receivedAt: daysAgo(days) })),
  );
  const definition = surveyTemplates['product-feedback'].define('Kettle');
  const { id: surveyId } = await store.surveys.create({ productId, name: 'Kettle', definition });
  await store.surveys.publish(surveyId);
  for (const days of [1, 200, 400, 401]) {
    const response: SurveyResponse = {
      id: newId('surveyResponse', days),
      surveyId,
      surveyVersion: 1,
      answers: { problem: { text: 'The lid' } },
      scores: {},
      language: 'en',
      startedAt: daysAgo(days),
      submittedAt: daysAgo(days),
      customerId: null,
      fields: {},
      consent: true,
      suspect: [],
      pageSeconds: {},
      quotas: [],
    };
    await store.responses.accept(response);
  }
  await store.bucket.put('raw/src_1/2020-01-01/page.html', 'old');
});

test('at first nothing is lost that the team would miss', async () => {
  expect(await current()).toEqual({ edition: 0, retention: FIRST_RETENTION, changedAt: null });
  expect((await page('')).html).toContain('for ever');
});

test('a preview counts what would go and changes nothing', async () => {
  const asked = { ...FIRST_RETENTION, reviews: 90, responses: 365 };
  const { body } = await send('POST', '/v1/settings/retention/preview', asked);
  expect(body).toMatchObject({
    reviews: { n: 2, isMore: false },
    responses: { n: 2 },
    uploads: { n: 0, before: null },
    pages: { n: 1 },
  });
  expect((await current()).edition).toBe(0);
  const { html } = await page('?reviews=90&responses=365&uploads=forever&pages=30&auditLog=400');
  expect(html).toContain('This deletes for good');
  expect(html).toContain('hold the same texts');
  expect((await current()).edition).toBe(0);
});

test('what is no retention is refused', async () => {
  for (const change of [{ reviews: 1 }, { pages: 31 }, { auditLog: null }, { responses: 1.5 }])
    expect((await send('POST', '/v1/settings/retention/preview', { ...FIRST_RETENTION, ...change })).status).toBe(400);
  expect((await page('?reviews=x')).status).toBe(400);
});

test('a change that deletes takes effect once it is confirmed, and is written down', async () => {
  const retention = { ...FIRST_RETENTION, responses: 365 };
  const refused = await send('PUT', '/v1/settings/retention', { basedOn: 0, retention });
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ path: '/retention/responses' }, {}] } });
  expect((await store.erasures.jobs.list({ limit: 9 })).items).toEqual([]);

  const done = await send('PUT', '/v1/settings/retention', { basedOn: 0, retention, confirmed: true });
  expect(done).toMatchObject({ status: 200, body: { edition: 1, retention } });
  const { items } = await store.erasures.jobs.list({ limit: 9 });
  expect(items).toMatchObject([{ kind: 'expired', subject: { reviewsBefore: null } }]);
  const log = (await store.auditLog.list({ limit: 9 })).items.map(({ route }) => route);
  expect(log).toEqual(['PUT /v1/settings/retention', 'GET /sign-in']);
  expect((await send('PUT', '/v1/settings/retention', { basedOn: 0, retention, confirmed: true })).status).toBe(409);
});

test('by the page an admin sees what goes, then confirms it; whoever comes too late is told', async () => {
  const form = { reviews: '365', responses: '365', uploads: '90', pages: '30', auditLog: '400' };
  const { html } = await page(`?${new URLSearchParams(form)}`);
  expect(html).toContain('<input type="hidden" name="basedOn" value="1"/>');
  expect((await post({ ...form, basedOn: '1' })).status).toBe(409);
  expect((await post({ ...form, basedOn: '1', confirmed: 'yes' })).status).toBe(303);
  expect(await current()).toMatchObject({ edition: 2, retention: { reviews: 365, uploads: 90 } });
  const late = await post({ ...form, reviews: 'forever', basedOn: '1', confirmed: 'yes' });
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('Somebody else has changed it meanwhile');
  expect((await page('?saved=yes')).html).toContain('It is kept so from now on');
});

test('readers see how long what is kept, and no form', async () => {
  const { token } = await store.apiKeys.create({ name: 'r', role: 'reader' });
  const headers = { authorization: `Bearer ${token}`, accept: 'text/html' };
  const html = await (await app.request('/settings/retention', { headers })).text();
  expect(html).toContain('1 year');
  expect(html).not.toContain('<select');
});
