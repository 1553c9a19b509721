import { newId } from '@soundings/contracts/ids';
import type { ConnectorDescription } from '@soundings/contracts/review';
import type { Run } from '@soundings/contracts/run';
import { connectors } from '@soundings/reviews/connectors';
import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { type Site, serveSite } from '@soundings/reviews/testing/local-site';
import { sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { afterAll, expect, test } from 'vitest';
import { configEntries, readConfig } from './source-fields.tsx';
import { startTestApp } from './test-app.ts';
import { en } from './words-en.ts';

const EVIL = '"><script>alert(1)</script>';
let site: Site = () => ({ status: 404 });
const origins = ['https://store.steampowered.com', 'https://closed.example', 'https://locked.example'];
const server = await serveSite((request, response) => site(request, response), origins);
const fetcher = openFetcher({ contact: 'test', floorMs: 0, standIns: server.standIns });
const { app, store, cookie } = await startTestApp({ fetcher });
const product = await store.products.create({ name: 'Kettle', role: 'competitor' });
afterAll(async () => {
  fetcher.close();
  await server.close();
});

const page = async (path: string, language = 'en') =>
  (await app.request(path, { headers: { cookie: `${cookie}; soundings-language=${language}` } })).text();
async function post(path: string, fields: Record<string, string>, language = 'en') {
  const headers = { cookie: `${cookie}; soundings-language=${language}`, origin: 'http://localhost' };
  const answer = await app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() };
}

const steam = connectorFixtures.find(({ connector }) => connector === 'steam')!;
const schedule = { name: 'Steam', everyMinutes: '1440' };

test('an address is looked at, saved, run, paused, resumed, changed and removed', async () => {
  site = steam.site(() => sampleReviews(40));
  const look = await post('/sources/preview', {
    productId: product.id,
    url: 'store.steampowered.com/app/440/',
  });
  expect(look.status).toBe(200);
  expect(look.html).toContain('What would be collected (10)');
  expect(look.html).toContain('value="440" maxlength="2000" id="config.appId"');
  expect((await store.sources.list({ limit: 10 })).items).toEqual([]);

  const kind = { productId: product.id, connector: 'steam', 'config.appId': '440', 'config.language': 'all' };
  const saved = await post('/sources', { ...kind, ...schedule });
  expect(saved.status).toBe(303);
  const id = saved.location.split('/').at(-1) ?? '';
  const stored = () => store.sources.get(id);
  expect(await stored()).toMatchObject({ connector: 'steam', config: { appId: '440' }, everyMinutes: 1440 });

  await post(`/sources/${id}/pause`, {});
  expect(await stored()).toMatchObject({ status: 'paused', nextRunAt: null });
  expect(await page('/sources')).toContain('Paused');
  await post(`/sources/${id}/resume`, {});
  expect(await stored()).toMatchObject({ status: 'active' });
  await post(`/sources/${id}/pause`, {});
  await post(`/sources/${id}/run`, {});
  expect(await stored()).toMatchObject({ status: 'active' });

  const { connector: _, productId: __, ...config } = kind;
  await post(`/sources/${id}/settings`, { ...config, name: 'TF2', everyMinutes: '360' });
  expect(await stored()).toMatchObject({ name: 'TF2', everyMinutes: 360 });
  const tooOften = await post(`/sources/${id}/settings`, { ...config, ...schedule, everyMinutes: '5' }, 'zh-CN');
  expect(tooOften).toMatchObject({ status: 400, html: expect.stringContaining('每 30 分钟') });
  const wrong = await post(`/sources/${id}/settings`, { ...config, ...schedule, 'config.appId': 'kettle' });
  expect(wrong).toMatchObject({ status: 400, html: expect.stringContaining('config.appId-problem') });

  expect((await post(`/sources/${id}/remove`, {})).location).toBe('/sources');
  expect(await stored()).toBeUndefined();
});

test.each([
  ['https://closed.example/kettle', '/kettle', 'robots.txt 不允许读取', '不希望程序读取该页面'],
  ['https://locked.example/kettle', undefined, '网站拒绝访问（403）', '请改为导入导出的评论文件'],
  ['http://169.254.169.254/latest/', undefined, '该地址指向内部网络', '只读取公开的网页地址'],
  ['https://www.trustpilot.com/review/kettle.example', undefined, '因此没有向它发出任何请求', '勾选已获网站同意'],
])('%s is refused with its reason and what to do', async (url, closed, reason, hint) => {
  site = (request) =>
    request.url.pathname === '/robots.txt' && closed
      ? { body: `user-agent: *\ndisallow: ${closed}` }
      : { status: request.url.pathname === '/robots.txt' ? 404 : 403 };
  const { html } = await post('/sources/preview', { productId: product.id, url }, 'zh-CN');
  expect(html).toContain(reason);
  expect(html).toContain(hint);
});

test('what is no address, and terms that nobody took on, are refused', async () => {
  const nonsense = await post('/sources/preview', { productId: product.id, url: 'javascript:alert(1)' });
  expect(nonsense).toMatchObject({ status: 400, html: expect.stringContaining('no address of the web') });
  const kind = { productId: product.id, connector: 'trustpilot', 'config.domain': 'kettle.example', ...schedule };
  const refused = await post('/sources', kind);
  expect(refused).toMatchObject({ status: 400, html: expect.stringContaining('Tick that you have its agreement') });
  expect((await post('/sources', { ...kind, termsAccepted: 'yes' })).status).toBe(303);
});

test('a page says what each run did, why a source stopped, and the overview says that one needs a look', async () => {
  const { location } = await post('/sources', {
    productId: product.id,
    connector: 'feed',
    'config.url': 'https://closed.example/feed',
    ...schedule,
    name: EVIL,
  });
  const id = location.split('/').at(-1) ?? '';
  const run: Run = {
    id: newId('run'),
    sourceId: id,
    status: 'drift',
    reason: { en: `No review ${EVIL}`, 'zh-CN': '没有找到评论。' },
    startedAt: '2026-03-01T09:30:00.000Z',
    finishedAt: '2026-03-01T09:31:00.000Z',
    requests: 17,
    unchanged: 3,
    bytes: 123_456,
    pages: 14,
    seen: 1234,
    new: 21,
    revised: 5,
    rejected: { no_text: 2 },
    filled: {},
    robots: 'allowed',
    cursors: { cn: '2026-02-27T00:00:00.000Z' },
  };
  await store.runs.write(run);
  const message = { en: `No review ${EVIL}`, 'zh-CN': '没有找到评论，而通常有 40 条。' };
  await store.sources.change(id, (source) => ({
    ...source,
    status: 'stopped',
    stoppedBecause: { en: 'The site refuses (403).', 'zh-CN': '网站拒绝访问（403）。' },
    alerts: [{ kind: 'nothing-found', message, since: '2026-03-01T09:31:00.000Z', runId: run.id }],
    lastRun: { id: run.id, status: 'drift', finishedAt: run.finishedAt },
    nextRunAt: null,
  }));
  const html = await page(`/sources/${id}`, 'zh-CN');
  for (const said of [
    '17',
    '123 KB',
    '1,234',
    '21',
    '没有正文 2',
    '允许',
    'cn 2026年2月27日',
    '网站拒绝访问（403）',
    '而通常有 40 条',
  ])
    expect(html, said).toContain(said);
  expect(await page('/', 'zh-CN')).toContain('需要查看的来源');
  for (const path of ['/', '/sources', `/sources/${id}`]) {
    expect(await page(path), path).toContain('&lt;script&gt;alert(1)');
    expect(await page(path), path).not.toContain('<script>alert');
  }
});

test('every kind of source has a form whose every field has a name, and whose values come back as they were', async () => {
  const answer = await app.request('/v1/sources/connectors', { headers: { cookie } });
  const descriptions: ConnectorDescription[] = (await answer.json()).items;
  expect(descriptions).toHaveLength(connectors.length);
  for (const { connector, config } of connectorFixtures) {
    const description = descriptions.find(({ id }) => id === connector)!;
    const html = await page(`/sources/new?connector=${connector}`);
    const names = [...html.matchAll(/name="config\.([\w.]+)"/g)].map((match) => match[1]?.split('.') ?? []);
    expect(names.length, connector).toBeGreaterThan(0);
    for (const path of names) {
      const known: Record<string, string> = en.reviewSources.fields;
      expect(known[path.join('_')] ?? known[path.at(-1) ?? ''], path.join('.')).toBeDefined();
    }
    const written = configEntries(config as never).map(({ path, text }) => [`config.${path.join('.')}`, text]);
    expect(readConfig(description, Object.fromEntries(written)), connector).toEqual(config);
  }
});

test('a key is never shown again and stays when the settings are saved', async () => {
  const kind = { productId: product.id, connector: 'reddit', 'config.clientId': 'id', 'config.query': 'kettle' };
  const { location } = await post('/sources', { ...kind, 'config.clientSecret': 'hush-hush', ...schedule });
  const html = await page(location);
  expect(html).not.toContain('hush-hush');
  const hidden = /name="config.clientSecret"|value="(•+)"/g.exec(html) && '••••••';
  const { connector: _, productId: __, ...config } = kind;
  await post(`${location}/settings`, { ...config, 'config.clientSecret': hidden ?? '', ...schedule, name: 'R' });
  const stored = await store.sources.get(location.split('/').at(-1) ?? '');
  expect(stored).toMatchObject({ name: 'R', config: { clientSecret: 'hush-hush' } });
});
