import type { Feedback } from '@soundings/contracts/feedback';
import { contentId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { beforeAll, expect, test } from 'vitest';
import { KEY, startTestApp } from './test-app.ts';

let app: Awaited<ReturnType<typeof startTestApp>>['app'];
let store: Awaited<ReturnType<typeof startTestApp>>['store'];
let cookie: string;
let id: string;

const json = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const place = () => `/v1/feedback/${id}/mentions/0/override`;
const shown = async () => (await app.request(`/v1/feedback/${id}`, { headers: json })).json();

/** Stores what an analyzer found: the same again each time. */
async function analyse(): Promise<void> {
  const queued = await store.feedback.toAnalyze(10);
  const mention = {
    clause: 0,
    start: 0,
    end: 9,
    quote: 'Not bad <',
    aspect: null,
    term: null,
    intent: 'complaint',
    polarity: 'negative',
    score: -0.5,
    confidence: 0.6,
  } as const;
  const analysis = { analyzer: 'a', model: '1', language: 'en', signature: '', mentions: [mention] };
  const analyzedAt = new Date().toISOString();
  await store.feedback.storeAnalysis(queued.map((one) => ({ ...one, analysis: { ...analysis, analyzedAt } })));
}

beforeAll(async () => {
  ({ app, store, cookie } = await startTestApp());
  const { id: productId } = await store.products.create({ name: 'Kettle', role: 'ours' });
  id = contentId('feedback', productId, 'one');
  const feedback: Feedback = pendingReview({
    id,
    productId,
    origin: { kind: 'review', sourceId: 'file', line: null, externalId: 'one', url: null },
    text: 'Not bad <',
  });
  await store.feedback.add([feedback]);
  await analyse();
});

test('what a person says of a mention stands, through another analysis, until it is taken back', async () => {
  const body = JSON.stringify({ intent: 'praise', quote: 'Not bad <' });
  expect((await app.request(place(), { method: 'PUT', headers: json, body })).status).toBe(200);
  expect(await shown()).toMatchObject({
    analysis: { mentions: [{ intent: 'praise', polarity: 'positive' }] },
    overrides: [{ intent: 'praise' }],
  });
  expect(await store.overrides.toLake(10)).toHaveLength(1);

  const again = await app.request('/v1/analyses', { method: 'POST', headers: json, body: '{}' });
  expect(again.status).toBe(202);
  const [{ productId }] = await store.feedback
    .toLake(1)
    .then((list) => list.map(({ feedback }) => feedback) as [Feedback]);
  await store.feedback.analyzeAgain(productId, { limit: 10, since: '2999-01-01T00:00:00.000Z' });
  expect(await (await app.request('/v1/analysis', { headers: json })).json()).toMatchObject({ waiting: 1, failed: 0 });
  await analyse();
  expect((await shown()).analysis.mentions[0].intent).toBe('praise');

  expect((await app.request(place(), { method: 'DELETE', headers: json })).status).toBe(204);
  expect((await shown()).analysis.mentions[0].intent).toBe('complaint');
});

test('a correction of what is not there, or says nothing, is refused', async () => {
  const put = (body: object, at = place()) =>
    app.request(at, { method: 'PUT', headers: json, body: JSON.stringify(body) });
  expect((await put({})).status).toBe(400);
  expect((await put({ intent: 'rant' })).status).toBe(400);
  expect((await put({ intent: 'praise', quote: 'other words' })).status).toBe(409);
  expect((await put({ intent: 'praise' }, place().replace('/0/', '/7/'))).status).toBe(404);
});

test.each(['en', 'zh-CN'])('the form does the same, and shows what was said as text (%s)', async (language) => {
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' };
  const address = `/feedback/${id}/mentions/0/override`;
  const body = new URLSearchParams({ quote: 'Not bad <', intent: 'praise', polarity: 'positive', theme: 'none' });
  expect((await app.request(address, { method: 'POST', headers, body: String(body) })).status).toBe(303);
  expect(await shown()).toMatchObject({ overrides: [{ intent: 'praise', themeId: null }] });
  const page = await (await app.request(`/feedback/${id}?lang=${language}`, { headers: { cookie } })).text();
  expect(page).toContain(language === 'en' ? 'by hand' : '人工');
  expect(page).toContain('Not bad &lt;');
  expect((await app.request(`${address}/remove`, { method: 'POST', headers, body: '' })).status).toBe(303);
  expect((await shown()).overrides).toEqual([]);
  const list = await (await app.request(`/feedback?lang=${language}`, { headers: { cookie } })).text();
  expect(list).toContain(language === 'en' ? 'Analyse all texts again' : '重新分析全部文本');
});
