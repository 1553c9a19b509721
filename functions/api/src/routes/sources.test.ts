import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { type Site, serveSite } from '@soundings/reviews/testing/local-site';
import { html, sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY, startTestApp } from '../pages/test-app.ts';

let site: Site = () => ({ status: 404 });
let send: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, never> }>;
let productId: string;
let server: Awaited<ReturnType<typeof serveSite>>;
let close: () => Promise<void>;

const siteOf = (connector: string) =>
  connectorFixtures.find((each) => each.connector === connector)!.site(() => sampleReviews(40));

beforeAll(async () => {
  const origins = [
    'https://shop.example',
    'https://store.steampowered.com',
    'https://blog.example',
    'https://closed.example',
  ];
  server = await serveSite((request, response) => site(request, response), origins);
  const fetcher = openFetcher({ contact: 'test', floorMs: 0, standIns: server.standIns });
  const { app, store, close: closeApp } = await startTestApp({ fetcher });
  send = async (method, path, body) => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const answer = await app.request(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: answer.status === 204 ? {} : await answer.json() };
  };
  productId = (await store.products.create({ name: 'Kettle', role: 'competitor' })).id;
  close = async () => {
    fetcher.close();
    await server.close();
    await closeApp();
  };
});
afterAll(() => close());

test('an address shows its connector and ten reviews before anything is saved', async () => {
  site = siteOf('steam');
  const { status, body } = await send('POST', '/v1/sources/preview', {
    url: 'https://store.steampowered.com/app/440/Kettle/',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ connector: 'steam', config: { appId: '440' }, access: 'official', problem: null });
  expect(body.reviews).toHaveLength(10);
  expect((await send('GET', '/v1/sources')).body.items).toEqual([]);
});

test('a page of unknown make is read by schema.org, or by the feed that it names', async () => {
  site = siteOf('schema-org');
  const page = await send('POST', '/v1/sources/preview', { url: 'https://shop.example/kettle' });
  expect(page.body).toMatchObject({ connector: 'schema-org', problem: null });
  const feed = siteOf('feed');
  site = (request, response) =>
    request.url.pathname === '/'
      ? html('<link rel="alternate" type="application/rss+xml" href="/comments/feed">')
      : feed(request, response);
  const blog = await send('POST', '/v1/sources/preview', { url: 'https://blog.example/' });
  expect(blog.body).toMatchObject({
    connector: 'feed',
    config: { url: 'https://blog.example/comments/feed' },
    problem: null,
  });
});

test('a preview says why there is nothing', async () => {
  site = ({ url }) =>
    url.pathname === '/robots.txt' ? { body: 'user-agent: *\ndisallow: /secret' } : { body: '<h1>hello</h1>' };
  const nothing = await send('POST', '/v1/sources/preview', {
    connector: 'schema-org',
    config: { urls: ['https://shop.example/x'] },
  });
  expect(nothing.body).toMatchObject({ reviews: [], problem: { en: 'No review was found there.' } });
  const inside = await send('POST', '/v1/sources/preview', { url: 'http://169.254.169.254/latest/meta-data/' });
  expect(inside.body).toMatchObject({ reviews: [], problem: { en: expect.stringContaining('private network') } });
});

test('a source is created, shown, changed, paused, run and removed', async () => {
  const created = await send('POST', '/v1/sources', { productId, url: 'https://store.steampowered.com/app/440/' });
  expect(created).toMatchObject({
    status: 201,
    body: { connector: 'steam', status: 'active', everyMinutes: 1440, name: 'store.steampowered.com' },
  });
  const path = `/v1/sources/${created.body.id}`;
  expect((await send('GET', path)).body).toEqual(created.body);
  expect((await send('PATCH', path, { everyMinutes: 60, name: 'Steam' })).body).toMatchObject({
    everyMinutes: 60,
    name: 'Steam',
  });
  expect((await send('PATCH', path, { everyMinutes: 1 })).status).toBe(400);
  expect((await send('PATCH', path, { paused: true })).body).toMatchObject({ status: 'paused', nextRunAt: null });
  expect((await send('POST', `${path}/runs`)).body).toMatchObject({ status: 'active', nextRunAt: expect.any(String) });
  expect((await send('GET', `${path}/runs`)).body).toEqual({ items: [] });
  expect((await send('DELETE', path)).status).toBe(204);
  expect((await send('GET', path)).status).toBe(404);
});

test('what a site’s terms do not foresee needs a word', async () => {
  const place = { productId, connector: 'trustpilot', config: { domain: 'shop.example' } };
  expect((await send('POST', '/v1/sources', place)).status).toBe(400);
  expect((await send('POST', '/v1/sources', { ...place, termsAccepted: true })).status).toBe(201);
});

test('nothing is asked of a site whose terms nobody has taken on', async () => {
  const before = server.requests.length;
  const { status, body } = await send('POST', '/v1/sources/preview', {
    url: 'https://www.trustpilot.com/review/shop.example',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ connector: 'trustpilot', refusedBy: 'terms', reviews: [] });
  expect(server.requests).toHaveLength(before);
});

test('a site that refuses says by what', async () => {
  site = (request) =>
    request.url.pathname === '/robots.txt' ? { body: 'user-agent: *\ndisallow: /private' } : { status: 403 };
  const preview = (path: string) =>
    send('POST', '/v1/sources/preview', { connector: 'feed', config: { url: `https://closed.example${path}` } });
  expect((await preview('/private/feed')).body).toMatchObject({ refusedBy: 'robots' });
  expect((await preview('/feed')).body).toMatchObject({ refusedBy: 'site' });
});

test('keys are never shown, and stay when the rest changes', async () => {
  const config = { clientId: 'id', clientSecret: 'hush', query: 'kettle' };
  const { body } = await send('POST', '/v1/sources', { productId, connector: 'reddit', config });
  expect(JSON.stringify(body)).not.toContain('hush');
  const changed = await send('PATCH', `/v1/sources/${body.id}`, {
    config: { ...Object(body.config), query: 'teapot' },
  });
  expect(changed).toMatchObject({ status: 200, body: { config: { query: 'teapot' } } });
  expect(JSON.stringify(changed.body)).not.toContain('hush');
});

test('a configuration that does not fit says where', async () => {
  const { status, body } = await send('POST', '/v1/sources', {
    productId,
    connector: 'steam',
    config: { appId: 'kettle' },
  });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([{ path: '/config/appId' }]);
  expect((await send('POST', '/v1/sources', { productId, connector: 'nowhere' })).status).toBe(400);
});

test('every connector describes its configuration', async () => {
  const { body } = await send('GET', '/v1/sources/connectors');
  expect(body.items).toHaveLength(connectorFixtures.length);
});
