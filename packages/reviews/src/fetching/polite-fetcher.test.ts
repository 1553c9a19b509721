import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type Site, serveSite } from '../testing/local-site.ts';
import { privateAddresses } from '../testing/private-addresses.ts';
import { forgetfulHosts } from './host-memory.ts';
import { type FetcherOptions, openFetcher } from './polite-fetcher.ts';
import { publicLookup } from './public-address.ts';

const SITE = 'https://reviews.example';
const signal = new AbortController().signal;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0)) await each();
});

async function visit(site: Site, options: Partial<FetcherOptions> = {}) {
  const server = await serveSite(site, [SITE, 'https://elsewhere.example']);
  const fetcher = openFetcher({ contact: 'https://us.example/bot', floorMs: 0, standIns: server.standIns, ...options });
  cleanUp.push(
    () => fetcher.close(),
    () => server.close(),
  );
  return {
    paths: () => server.requests.map(({ url }) => url.pathname),
    requests: server.requests,
    fetch: (path = '/page', more = {}) => fetcher.fetch({ url: new URL(path, SITE).href }, { signal, ...more }),
  };
}

const allowing =
  (site: Site): Site =>
  (request, response) =>
    request.url.pathname === '/robots.txt' ? { status: 404 } : site(request, response);

test('a page comes with what is needed to ask for it again, and we say who we are', async () => {
  const headers = { etag: '"1"', 'last-modified': 'Sun, 01 Mar 2026 00:00:00 GMT', 'content-type': 'text/html' };
  const { fetch, requests } = await visit(allowing(() => ({ headers, body: 'hello' })));
  expect(await fetch()).toMatchObject({
    kind: 'page',
    robots: 'absent',
    page: {
      url: `${SITE}/page`,
      contentType: 'text/html',
      validators: { etag: '"1"', lastModified: headers['last-modified'] },
    },
  });
  expect(requests[1]?.headers['user-agent']).toBe('SoundingsBot/1.0 (+https://us.example/bot)');
});

test('a page that has not changed is not sent again', async () => {
  const { fetch } = await visit(
    allowing(({ headers }) =>
      headers['if-none-match'] === '"1"' ? { status: 304, headers: { 'content-encoding': 'gzip' } } : { body: 'x' },
    ),
  );
  expect(await fetch('/page', { validators: { etag: '"1"', lastModified: null } })).toMatchObject({
    kind: 'unchanged',
  });
});

test('robots.txt is obeyed and asked for once', async () => {
  const { fetch, paths } = await visit(({ url }) => ({
    body: url.pathname === '/robots.txt' ? 'user-agent: *\ndisallow: /private' : 'x',
  }));
  expect(await fetch('/private/1')).toMatchObject({ kind: 'refused', reason: 'robots', robots: 'disallowed' });
  expect(await fetch('/open')).toMatchObject({ kind: 'page', robots: 'allowed' });
  expect(paths()).toEqual(['/robots.txt', '/open']);
});

test.each([
  [401, 'page'],
  [403, 'page'],
  [404, 'page'],
  [410, 'page'],
  [429, 'refused'],
  [500, 'refused'],
  [503, 'refused'],
])('a robots.txt answered with %i makes it %s', async (status, kind) => {
  const { fetch } = await visit(({ url }) => (url.pathname === '/robots.txt' ? { status } : { body: 'x' }), {
    floorMs: 0,
  });
  expect((await fetch()).kind).toBe(kind);
});

test('an unreachable robots.txt forbids everything', async () => {
  const { fetch } = await visit(({ url }, response) =>
    url.pathname === '/robots.txt' ? void response.destroy() : { body: 'x' },
  );
  expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'robots', robots: 'unreachable' });
});

test('a robots.txt is followed over five redirects', async () => {
  const { fetch } = await visit(({ url }) => {
    const hop = Number(url.searchParams.get('hop'));
    if (!url.pathname.startsWith('/robots')) return { body: 'x' };
    if (hop < 5) return { status: 301, headers: { location: `/robots.txt?hop=${hop + 1}` } };
    return { body: 'user-agent: *\ndisallow: /' };
  });
  expect(await fetch()).toMatchObject({ kind: 'refused', robots: 'disallowed' });
});

test('an interface for programs is asked without robots.txt', async () => {
  const { fetch, paths } = await visit(() => ({ body: 'x' }));
  expect(await fetch('/api', { isInterface: true })).toMatchObject({ kind: 'page', robots: 'not-asked' });
  expect(paths()).toEqual(['/api']);
});

test.each([
  ['120', 120],
  ['Sun, 01 Mar 2026 00:02:00 GMT', 120],
])('Retry-After %s is kept to, by later runs as well', async (retryAfter, seconds) => {
  const now = Date.parse('2026-03-01T00:00:00Z');
  const hosts = forgetfulHosts();
  const { fetch, paths } = await visit(
    allowing(() => ({ status: 429, headers: { 'retry-after': retryAfter } })),
    { now: () => now, hosts },
  );
  expect(await fetch()).toMatchObject({ kind: 'wait', until: now + seconds * 1000 });
  const later = await visit(
    allowing(() => ({ body: 'x' })),
    { now: () => now + 1000, hosts },
  );
  expect(await later.fetch()).toMatchObject({ kind: 'wait', until: now + seconds * 1000 });
  expect(paths()).toEqual(['/robots.txt', '/page']);
  expect(later.paths()).toEqual([]);
});

test('a host is left its time between requests', async () => {
  const { fetch } = await visit(
    allowing(() => ({ body: 'x' })),
    { floorMs: 100 },
  );
  const started = performance.now();
  await fetch('/1');
  await fetch('/2');
  expect(performance.now() - started).toBeGreaterThan(190);
});

test('a crawl-delay above our own is kept to', async () => {
  const hosts = forgetfulHosts();
  const { fetch } = await visit(
    ({ url }) => ({ body: url.pathname === '/robots.txt' ? 'user-agent: *\ncrawl-delay: 50' : 'x' }),
    { hosts },
  );
  await fetch('/1');
  expect(await fetch('/2')).toMatchObject({ kind: 'wait' });
});

test.each([
  [401, 'refused', 'unauthorized'],
  [403, 'refused', 'forbidden'],
  [404, 'failed', 'gone'],
  [500, 'failed', 'status'],
])('an answer %i is %s: %s', async (status, kind, reason) => {
  const { fetch } = await visit(allowing(() => ({ status })));
  expect(await fetch()).toMatchObject({ kind, reason });
});

test('a used-up allowance is waited for, not taken for a refusal', async () => {
  const reset = Math.floor(Date.now() / 1000) + 600;
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  const { fetch } = await visit(allowing(() => ({ status: 403, headers })));
  expect(await fetch()).toMatchObject({ kind: 'wait', until: reset * 1000 });
});

test('redirects are followed up to five, with keys for their own host alone', async () => {
  const { fetch, requests } = await visit(
    allowing(({ url }) => {
      if (url.pathname === '/page') return { status: 302, headers: { location: 'https://elsewhere.example/1' } };
      if (url.pathname === '/loop') return { status: 302, headers: { location: '/loop' } };
      return { body: 'x' };
    }),
  );
  expect(await fetch('/page')).toMatchObject({ kind: 'page', page: { url: 'https://elsewhere.example/1' } });
  expect(requests.at(-1)?.headers.authorization).toBeUndefined();
  expect(await fetch('/loop')).toMatchObject({ kind: 'failed', reason: 'redirects' });
});

test.each(privateAddresses)('a redirect to %s is not followed', async (location) => {
  const { fetch, paths } = await visit(allowing(() => ({ status: 302, headers: { location: encodeURI(location) } })));
  expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'unsafe-address' });
  expect(paths()).toEqual(['/robots.txt', '/page']);
});

test('a name that turns private between two looks is not connected to', async () => {
  const canary = await serveSite(() => ({ body: 'inside' }));
  cleanUp.push(() => canary.close());
  const port = new URL(canary.at).port;
  let looks = 0;
  const lookup = publicLookup((_, __, done) =>
    done(null, [{ address: looks++ === 0 ? '192.0.2.7' : '127.0.0.1', family: 4 }]),
  );
  const fetcher = openFetcher({ contact: 'x', floorMs: 0, lookup });
  cleanUp.push(() => fetcher.close());
  for (let i = 0; i < 3; i++) {
    const fetched = await fetcher.fetch({ url: `http://rebind.example:${port}/` }, { signal, isInterface: true });
    expect(fetched).toMatchObject({ kind: 'refused', reason: 'unsafe-address' });
  }
  expect(canary.requests).toEqual([]);
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('%s is undone', async (encoding, pack) => {
  const { fetch } = await visit(allowing(() => ({ headers: { 'content-encoding': encoding }, body: pack('很好用') })));
  const fetched = await fetch();
  expect(fetched.kind === 'page' && new TextDecoder().decode(fetched.page.body)).toBe('很好用');
});

test('what inflates past the limit is stopped there', async () => {
  const bomb = gzipSync(Buffer.alloc(50 << 20));
  const { fetch } = await visit(
    allowing(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb })),
    { limits: { bodyBytes: 1 << 20 } },
  );
  expect(await fetch()).toMatchObject({ kind: 'failed', reason: 'too-large' });
});

test('what is too long, too slow, cut off or packed unknowably fails by its name', async () => {
  const { fetch } = await visit(
    allowing(({ url }, response) => {
      if (url.pathname === '/long') return { body: Buffer.alloc(3000) };
      if (url.pathname === '/packed') return { headers: { 'content-encoding': 'zpaq' }, body: 'x' };
      if (url.pathname === '/cut')
        response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
      return undefined;
    }),
    { limits: { wireBytes: 2000, milliseconds: 300 } },
  );
  expect(await fetch('/long')).toMatchObject({ kind: 'failed', reason: 'too-large' });
  expect(await fetch('/packed')).toMatchObject({ kind: 'failed', reason: 'encoding' });
  expect(await fetch('/cut')).toMatchObject({ kind: 'failed', reason: 'network' });
  expect(await fetch('/slow')).toMatchObject({ kind: 'failed', reason: 'timeout' });
});

test('the signal stops a request under way', async () => {
  const { fetch } = await visit(allowing(() => undefined));
  const stop = new AbortController();
  const fetching = fetch('/never', { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  await expect(fetching).rejects.toThrow('abort');
});
