import { createServer, type Server } from 'node:net';
import { privateAddresses } from '@soundings/reviews/testing/private-addresses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalServer, until } from './local-server.ts';

/** Names that a resolver of ours leads inside, once by one address alone, once by one among others. */
const NAMES = { 'rebound.example': ['127.0.0.1'], 'mixed.example': ['8.8.8.8', '127.0.0.1'], 'six.example': ['::1'] };
const STORED = 'stored.example';
/** Put in place of the resolver before anything of the product is loaded. */
const resolver = `import dns from 'node:dns'; import { syncBuiltinESMExports } from 'node:module';
  const names = ${JSON.stringify({ ...NAMES, [STORED]: ['127.0.0.1'] })}; const ask = dns.lookup;
  dns.lookup = (name, options, done) => {
    const found = names[name.toLowerCase().replace(/[.]$/, '')];
    if (!found) return ask(name, options, done);
    const all = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    setImmediate(() => options.all ? done(null, all) : done(null, all[0].address, all[0].family));
  };
  syncBuiltinESMExports();`;

let server: LocalServer;
let product: string;
let port: number;
let reached = 0;
const inside: Server[] = [];

beforeAll(async () => {
  port = await listen('127.0.0.1', 0);
  await listen('::1', port).catch(() => {});
  server = await LocalServer.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(resolver)}` });
  product = await server.createProduct('Kettle', 'ours');
}, 60_000);
afterAll(async () => {
  for (const each of inside) each.close();
  await server.remove();
});

/** What nobody from outside may reach: it counts who does. */
async function listen(host: string, on: number): Promise<number> {
  const each = createServer((socket) => {
    reached++;
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => each.once('error', reject).listen(on, host, resolve));
  inside.push(each);
  const address = each.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Every notation, at the port where somebody listens. */
const addresses = () =>
  [
    ...privateAddresses.filter((address) => address.startsWith('http')),
    ...Object.keys(NAMES).map((name) => `http://${name}/`),
    'http://public.example@127.0.0.1/',
    'http://127.0.0.1#@public.example/',
    'http://127.0.0.1\\@public.example/',
  ].map((address) => address.replace(/^(https?:\/\/(?:[^/@#\\]*@)?(?:\[[^\]]*\]|[^/:#\\]+)).*$/, `$1:${port}/feed`));

test('a source’s address that leads inside is not asked, whatever it looks like', async () => {
  for (const url of addresses()) {
    // A name is left its time between two requests.
    const isName = Object.keys(NAMES).some((name) => url.includes(name));
    for (const config of [{ connector: 'feed', config: { url } }, ...(isName ? [] : [{ url }])]) {
      const { status, body } = await server.post('/v1/sources/preview', config);
      expect(status, url).toBeLessThan(500);
      expect(JSON.stringify(body), url).not.toMatch(/ECONN|127\.0\.0\.1:\d+ /);
      expect(body.items ?? [], url).toEqual([]);
    }
  }
  expect(reached).toBe(0);
}, 60_000);

test('a webhook’s address that leads inside is told nothing', async () => {
  for (const address of addresses()) {
    const url = address.replace('http:', 'https:');
    const { status, body } = await server.post('/v1/webhooks', { url, events: ['response.received'] });
    expect([201, 400], url).toContain(status);
    if (status === 400) continue;
    const sent = await server.post(`/v1/webhooks/${body.id}/test`);
    expect(sent.body, url).toMatchObject({ lastAttempt: { problem: 'unsafe-address' } });
    await server.request(`/v1/webhooks/${body.id}`, { method: 'DELETE' });
  }
  expect(reached).toBe(0);
}, 60_000);

test('a source that is stored with such a name is refused at its first run', async () => {
  const config = { url: `http://${STORED}:${port}/feed` };
  const { body } = await server.post('/v1/sources', { productId: product, connector: 'feed', config });
  let run: any;
  await until(async () => {
    run = (await server.get(`/v1/sources/${body.id}/runs`)).body.items[0];
    return run?.finishedAt;
  });
  expect(run).toMatchObject({ status: 'blocked', reason: { en: expect.stringContaining('private network') }, seen: 0 });
  expect(reached).toBe(0);
}, 60_000);

test('links carry the address of the server, not what a request says of it', async () => {
  const survey = await server.publishedSurvey(product);
  const member = (await server.post('/v1/members', { name: 'm', role: 'reader' })).body.id;
  const lies = {
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
    'content-type': 'application/json',
  };
  const link = (path: string, body: unknown) =>
    server.request(path, { method: 'POST', headers: lies, body: JSON.stringify(body) });
  const answers = [
    await link(`/v1/members/${member}/sign-in-link`, {}),
    await link(`/v1/surveys/${survey}/links`, { customers: [{ customerId: 'c' }] }),
    await link('/v1/imports?kind=purchases', undefined),
    await server.request(`/v1/surveys/${survey}/embed`, { headers: lies }),
  ];
  for (const { body } of answers) {
    expect(JSON.stringify(body)).toContain(server.origin);
    expect(JSON.stringify(body)).not.toContain('evil.example');
  }
});
