import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { newId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { saidAt } from '@soundings/search/said-at';
import { searchKey } from '@soundings/search/search-key';
import { createTextIndex } from '@soundings/search/text-index';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store, cookie } = await startTestApp();
const themeId = newId('theme');
let kettle: string;
let pot: string;

async function get(path: string, as: Record<string, string> = { authorization: `Bearer ${KEY}` }) {
  const answer = await app.request(path, { headers: as });
  return { status: answer.status, text: await answer.text() };
}
const list = async (query: string) => JSON.parse((await get(`/v1/feedback?${query}`)).text);
const page = async (query: string, lang = 'en') =>
  get(`/feedback?${query}&lang=${lang}`, { cookie, accept: 'text/html' });
const texts = async (query: string) => (await list(query)).items.map(({ text }: Feedback) => text);

const mentionOf = (text: string, intent: 'complaint' | 'praise') =>
  ({
    clause: 0,
    start: 0,
    end: text.length,
    quote: text,
    aspect: null,
    term: null,
    intent,
    polarity: intent === 'praise' ? 'positive' : 'negative',
    score: 0,
    confidence: 1,
  }) as const;

/** Stores texts as analysed; those of the build leave the queue and are indexed. */
async function keep(feedback: Feedback[], isBuilt: boolean): Promise<void> {
  await store.feedback.add(feedback);
  const queued = (await store.feedback.toAnalyze(100)).filter(({ feedback: { id } }) =>
    feedback.some((each) => each.id === id),
  );
  await store.feedback.storeAnalysis(
    queued.map((one) => {
      const { text, rating } = one.feedback;
      const mentions = [mentionOf(text, (rating ?? 1) > 3 ? 'praise' : 'complaint')];
      const language = /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
      const analysis = { analyzer: 'a', model: '1', language, signature: '', mentions };
      return { ...one, analysis: { ...analysis, analyzedAt: new Date().toISOString() } };
    }),
  );
  if (!isBuilt) return;
  const analysed = await store.feedback.toLake(100);
  await store.feedback.inLake(analysed);
  const folder = await mkdtemp(join(tmpdir(), 'soundings-test-'));
  const index = createTextIndex(join(folder, 'index'));
  const known = analysed.map((one) => one.feedback).sort((a, b) => (saidAt(a) + a.id < saidAt(b) + b.id ? -1 : 1));
  index.add(
    known.map((each) => ({
      ...each,
      saidAt: saidAt(each),
      sourceId: each.origin.kind === 'review' ? each.origin.sourceId : '',
      language: each.analysis?.language ?? 'und',
      mentions: (each.analysis?.mentions ?? []).map((mention) => ({ ...mention, themeIds: [themeId] })),
    })),
  );
  await index.close();
  const build = { id: newId('build'), createdAt: '2026-03-01T00:00:00.000Z' };
  await store.bucket.putFile(searchKey(build.id), join(folder, 'index'));
  await store.reports.publish(build);
  await rm(folder, { recursive: true });
}

const review = (productId: string, text: string, day: number, rating: number | null = null) =>
  pendingReview({ productId, text, rating, receivedAt: new Date(Date.UTC(2026, 0, day)).toISOString() });

beforeAll(async () => {
  kettle = (await store.products.create({ name: 'Kettle', role: 'ours' })).id;
  pot = (await store.products.create({ name: 'Pot', role: 'competitor' })).id;
  await keep(
    [
      review(kettle, '物流太慢了', 1, 1),
      review(kettle, 'The delivery was late <b>again</b>', 2, 2),
      review(pot, 'Fast delivery', 3, 5),
      ...Array.from({ length: 60 }, (_, i) => review(pot, `Quick boil ${i}`, 4, 4)),
    ],
    true,
  );
  await keep([review(kettle, 'Delivered broken', 5, 1)], false);
  await store.feedback.add([review(kettle, 'Delivery pending', 6)]);
});
afterAll(() => store.close());

test.each([
  ['q=deliver', ['Delivery pending', 'Delivered broken', 'Fast delivery', 'The delivery was late <b>again</b>']],
  ['q=物流', ['物流太慢了']],
  ['q=deliver&intent=complaint', ['Delivered broken', 'The delivery was late <b>again</b>']],
  ['q=deliver&minRating=4', ['Fast delivery']],
  ['q=deliver&maxRating=1', ['Delivered broken']],
  ['language=zh', ['物流太慢了']],
  ['q=deliver&polarity=positive', ['Fast delivery']],
  ['to=2026-01-02', ['The delivery was late <b>again</b>', '物流太慢了']],
  ['q=deliver&from=2026-01-05', ['Delivery pending', 'Delivered broken']],
  ['q=deliver&sourceId=file&limit=1', ['Delivery pending']],
  ['q=deliver&sourceId=other', []],
])('%s finds what the last build saw and what came since, newest first', async (query, expected) => {
  expect(await texts(query)).toEqual(expected);
});

test('pages of any size put together are the whole, each text once', async () => {
  const whole = await texts('order=newest&limit=100');
  expect(whole).toHaveLength(65);
  for (const limit of [1, 7, 64, 65]) {
    const all: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const {
        items,
        cursor: next,
        found,
      } = await list(`order=newest&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
      expect(found).toMatchObject({ n: 65, isMore: false, unsearched: 0 });
      all.push(...items.map(({ text }: Feedback) => text));
      if (!next) break;
      cursor = next;
    }
    expect(all).toEqual(whole);
  }
  expect(await texts(`order=newest&limit=100&cursor=${encodeURIComponent("'; DROP TABLE")}`)).toEqual(whole);
});

test('by theme, texts of the build alone are found; a product alone lists all of its own', async () => {
  expect(await texts(`themeId=${themeId}&q=deliver`)).toEqual(['Fast delivery', 'The delivery was late <b>again</b>']);
  expect((await list(`productId=${kettle}`)).items).toHaveLength(4);
  expect((await list(`productId=${kettle}`)).found).toBeUndefined();
});

test('what is no filter is refused', async () => {
  for (const query of ['minRating=9', 'intent=rage', `q=${'x'.repeat(201)}`, 'from=yesterday', 'sourceId=a%20b'])
    expect((await get(`/v1/feedback?${query}`)).status, query).toBe(400);
  expect((await page('intent=rage')).status).toBe(400);
});

test('files hold what is found, and no formula', async () => {
  await store.feedback.add([review(pot, '=1+1 delivery', 7)]);
  const csv = (await get('/v1/feedback/texts.csv?q=deliver&lang=zh-CN')).text.split('\r\n').filter(Boolean);
  expect(csv).toHaveLength(6);
  expect(csv[0]).toContain('原文');
  expect(csv[1]).toContain("'=1+1 delivery");
  const lines = (await get('/v1/feedback/texts.jsonl')).text.split('\n').filter(Boolean);
  expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(66);
});

test('the page marks the words, says how many, and links to the list without each part', async () => {
  const { text } = await page(`q=late&productId=${kettle}&intent=complaint`);
  expect(text).toContain('<mark class="found">late</mark> &lt;b&gt;again');
  expect(text).toContain('Texts found: 1.');
  expect(text).toMatch(/href="\/feedback\?q=late&amp;productId=prd_\w+" aria-label="Without Intent: Complaint"/);
  expect(text).toMatch(/texts\.csv\?q=late&amp;productId=prd_\w+&amp;intent=complaint&amp;lang=en/);
  expect((await page('q=物流', 'zh-CN')).text).toContain('找到 1 条文本');
});

test('where nothing is found the page says which part to give up', async () => {
  const { text } = await page('q=物流&language=en');
  expect(text).toContain('Texts found: 0.');
  expect(text).toMatch(/<a href="\/feedback\?language=en">without Words: 物流<\/a> \(63 found\)/);
  expect(text).toMatch(/without Language: English<\/a> \(1 found\)/);
  expect((await page('q=nothing')).text).toContain('<a href="/feedback?">without Words');
});

test('what somebody looks for is escaped wherever it is said again', async () => {
  const { text } = await page(`q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`);
  expect(text).not.toContain('<img');
});

test('until there is an index of the shown build, the page says that there will be one', async () => {
  const machine = await startTestApp();
  await machine.store.reports.publish({ id: newId('build'), createdAt: '2026-03-01T00:00:00.000Z' });
  const shown = async () => {
    const answer = await machine.app.request('/feedback', { headers: { cookie: machine.cookie, accept: 'text/html' } });
    return answer.text();
  };
  expect(await shown()).toContain('There are no texts yet');
  await machine.store.lake.commit('mentions', [{ key: 'mentions/a.parquet', rows: 1, addedBy: 'build' }], 0);
  expect(await shown()).toContain('are being made searchable');
  await machine.store.close();
});

test('an erased text is not found', async () => {
  const { items } = await list('q=fast');
  await store.feedback.erase(items[0].id, pot);
  expect((await list('q=fast')).items).toEqual([]);
});
