import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from './test-app.ts';

const REDIRECT = 'http://localhost/sign-in/callback';
const people: Record<string, { email: string; email_verified: boolean }> = {
  ada: { email: 'Ada@example.com', email_verified: true },
  eve: { email: 'ada@example.com', email_verified: false },
  bob: { email: 'bob@example.com', email_verified: true },
};

let issuer: string;
let stop: () => Promise<unknown>;
/** Who sits before the provider's own sign-in form. */
let person = 'ada';

const { app, store, cookie } = await startTestApp();

beforeAll(async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'team', client_secret: 'secret of the team', redirect_uris: [REDIRECT] },
      { client_id: 'public', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    cookies: { keys: ['cookie key of the tests'] },
    features: { devInteractions: { enabled: false } },
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: person } });
  });
  stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
});
afterAll(() => stop());

const post = (path: string, fields: Record<string, string>) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie, origin: 'http://localhost' },
    redirect: 'manual',
  });
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .find((pair) => !pair.endsWith('=')) ?? '';

/** Goes the way of a browser: out to the provider, through its forms, and back; gives what it brings and our answer. */
async function signIn(change: (cameTo: URL) => URL = (url) => url) {
  const start = await app.request('/sign-in/start');
  const away = cookieOf(start);
  const jar = new Map<string, string>();
  let at = start.headers.get('location') ?? '';
  while (at && !at.startsWith(REDIRECT)) {
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    at = answer.headers.get('location') ? new URL(answer.headers.get('location') ?? '', at).href : '';
  }
  const cameTo = change(new URL(at));
  const answer = await app.request(cameTo.pathname + cameTo.search, { headers: { cookie: away } });
  return { answer, away, cameTo };
}

async function isIn(answer: Response): Promise<boolean> {
  if (answer.status !== 302 || answer.headers.get('location') !== '/') return false;
  return (await app.request('/', { headers: { cookie: cookieOf(answer) } })).status === 200;
}

test('an address where no provider answers is not kept', async () => {
  for (const wrong of ['http://evil.example', 'ftp://x', `${issuer}/nowhere`, 'http://169.254.169.254/latest']) {
    const answer = await post('/settings/sign-in', { issuer: wrong, clientId: 'team', clientSecret: '' });
    expect(answer.status, wrong).toBe(400);
  }
  expect(await store.signInProvider.get()).toBeUndefined();
  expect((await app.request('/sign-in/start')).headers.get('location')).toBe('/sign-in');
});

test.each([
  ['a confidential', 'team', 'secret of the team'],
  ['a public', 'public', ''],
])('%s client’s member signs in, with the role of the moment', async (_name, clientId, clientSecret) => {
  expect((await post('/settings/sign-in', { issuer, clientId, clientSecret })).status).toBe(200);
  expect(await (await app.request('/sign-in')).text()).toContain('/sign-in/start');
  const member = await store.members.create({ name: 'Ada', role: 'reader', email: 'ada@example.com' });
  person = 'ada';
  const { answer } = await signIn();
  expect(await isIn(answer)).toBe(true);
  const session = { cookie: cookieOf(answer), origin: 'http://localhost' };
  const add = () =>
    app.request('/products', {
      method: 'POST',
      body: new URLSearchParams({ name: 'Pan', role: 'ours' }),
      headers: session,
    });
  expect((await add()).status).toBe(403);
  await store.members.setRole(member?.id ?? '', 'analyst');
  expect((await add()).status).toBe(303);
  await store.members.remove(member?.id ?? '');
  expect((await add()).status).toBe(401);
});

test('whoever is not in the team, or has an address that nobody verified, stays outside', async () => {
  const member = await store.members.create({ name: 'Ada', role: 'admin', email: 'ada@example.com' });
  for (const stranger of ['bob', 'eve']) {
    person = stranger;
    const { answer } = await signIn();
    expect(answer.status, stranger).toBe(403);
    expect(answer.headers.get('set-cookie') ?? '').not.toContain('soundings=');
  }
  person = 'ada';
  expect(await isIn((await signIn()).answer)).toBe(true);
  // The address now is another person's: the subject is what counts.
  people.mallory = { email: 'ada@example.com', email_verified: true };
  person = 'mallory';
  expect((await signIn()).answer.status).toBe(403);
  await store.members.remove(member?.id ?? '');
});

test('an answer that is forged, brought twice or meant for another browser opens nothing', async () => {
  await store.members.create({ name: 'Ada', role: 'admin', email: 'ada@example.com' });
  person = 'ada';
  const change = (name: string, value: string) => (url: URL) => {
    url.searchParams.set(name, value);
    return url;
  };
  for (const forged of [change('state', 'x'), change('code', 'x'), change('iss', 'https://evil.example')])
    expect((await signIn(forged)).answer.status).toBe(403);
  const { answer, away, cameTo } = await signIn();
  expect(await isIn(answer)).toBe(true);
  const again = (headers: Record<string, string>) => app.request(cameTo.pathname + cameTo.search, { headers });
  expect((await again({ cookie: away })).status).toBe(403);
  expect((await again({})).status).toBe(403);
  const other = cookieOf(await app.request('/sign-in/start'));
  expect((await again({ cookie: other })).status).toBe(403);
});

test('signing in is written down by id; nobody’s name or address is', async () => {
  const log = JSON.stringify((await store.auditLog.list({ limit: 100 })).items);
  expect(log).toContain('signed-in');
  expect(log).toContain('/settings/sign-in');
  expect(log).not.toMatch(/ada|bob|example\.com|secret of the team/i);
});

test('after signing out the browser has no session', async () => {
  const answer = await post('/sign-out', {});
  expect(answer.headers.get('location')).toBe('/sign-in');
  expect(answer.headers.get('set-cookie')).toMatch(/soundings=;.*Max-Age=0/);
});
