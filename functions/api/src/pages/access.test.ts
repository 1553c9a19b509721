import { AccessRole, reaches, Scope } from '@soundings/contracts/access';
import { newId } from '@soundings/contracts/ids';
import { expect, test } from 'vitest';
import { ruleFor } from '../access-rules.ts';
import { KEY, startTestApp } from './test-app.ts';

/** What anybody may see: surveys, their parts, the description of the API, the way in. */
const OPEN = [
  /^GET \/healthz$/,
  /^(GET|POST) \/s\/:id/,
  /^GET \/s\/-\/:name$/,
  /^GET \/openapi\.json$/,
  /^GET \/docs$/,
  /^GET \/assets\/:name$/,
  /^GET \/sign-in$/,
  /^GET \/sign-in\/(start|callback)$/,
];

const { app, store, cookie } = await startTestApp();
const routes = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];
const closed = routes.filter((route) => !OPEN.some((open) => open.test(route)));

/** Let in, these go on for long: the rules are looked at alone. */
const SLOW = ['POST /sample-data'];

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
async function keyOf(role: AccessRole, scopes: Scope[] = [...Scope.options]) {
  return bearer((await store.apiKeys.create({ name: role, role, scopes })).token);
}
async function sessionOf(role: AccessRole) {
  const member = await store.members.create({ name: role, role });
  const token = await store.signInLinks.create(member?.id);
  const answer = await app.request(`/sign-in?token=${token}`);
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

const expired = await store.apiKeys.create({ name: 'old', role: 'admin', days: -1 });
const good = await store.apiKeys.create({ name: 'good', role: 'admin', days: 1 });
const revoked = await store.apiKeys.create({ name: 'gone', role: 'admin' });
await store.apiKeys.revoke(revoked.key.id);
const removed = await sessionOf('admin');
for (const { id } of await store.members.all()) await store.members.remove(id);
const signedOut = await sessionOf('admin');
for (const { id } of await store.members.all()) await store.members.signOut(id);
const expiredCookie = { cookie };

/** Those who are nobody. */
const strangers: Record<string, Record<string, string>> = {
  nobody: {},
  'a wrong key': bearer('nonsense'),
  'an empty key': bearer(''),
  'a revoked key': bearer(revoked.token),
  'a key with another secret': bearer(`${good.key.id}.${'A'.repeat(43)}`),
  'a key of no such id': bearer(`${newId('key')}.${'A'.repeat(43)}`),
  'a forged session': { cookie: `${cookie.split('=')[0]}=99999999999.owner.Zm9yZ2Vk` },
  'a changed session': { cookie: cookie.replace(/=\d/, '=9') },
  'a removed member': removed,
  'a member signed out everywhere': signedOut,
  'a wrong key beside a good session': { ...bearer('nonsense'), ...expiredCookie },
};
const insiders = Object.fromEntries(
  await Promise.all(
    AccessRole.options.map(async (role) => [role, [await keyOf(role), await sessionOf(role)]] as const),
  ),
);
const scoped = Object.fromEntries(
  await Promise.all(Scope.options.map(async (scope) => [scope, await keyOf('admin', [scope])] as const)),
);

/** A path that a route matches, with ids of nothing in it. */
function pathOf(route: string): string {
  const [, path = ''] = route.split(' ');
  return path
    .replaceAll(/:(\w+)\{([^}|]*)[^}]*\}/g, (_, name: string, value: string) => (/^\w+$/.test(value) ? value : name))
    .replaceAll(/:\w+/g, () => newId('product'))
    .replaceAll('*', 'x');
}

function ask(route: string, headers: Record<string, string>) {
  const [method = ''] = route.split(' ');
  const form = method === 'GET' ? {} : { origin: 'http://localhost' };
  return app.request(pathOf(route), { method, headers: { ...form, ...headers }, redirect: 'manual' });
}

test('the list of routes is read', () => {
  expect(closed.length).toBeGreaterThan(70);
  expect(closed).toContain('GET /personas/:id');
  expect(closed).toContain('POST /v1/imports');
});

test.each(closed)('%s has a rule', (route) => {
  expect(ruleFor(pathOf(route)), 'a rule in access-rules.ts').toBeDefined();
});

test.each(closed)('%s is closed to whoever shows neither a good key nor a session', async (route) => {
  for (const [name, headers] of Object.entries(strangers)) {
    expect((await ask(route, headers)).status, name).toBe(401);
    const page = await ask(route, { ...headers, accept: 'text/html' });
    const sent = page.status === 302 ? page.headers.get('location') : page.status;
    expect([401, '/sign-in'], name).toContain(sent);
  }
});

test.each(closed)('%s is closed to an expired key', async (route) => {
  expect((await ask(route, bearer(expired.token))).status).toBe(401);
});

test.each(closed)('%s is open to those roles alone that its rule names', async (route) => {
  const rule = ruleFor(pathOf(route));
  const needed = (route.startsWith('GET ') ? rule?.read : rule?.write) ?? 'admin';
  for (const role of AccessRole.options) {
    if (SLOW.includes(route) && reaches(role, needed)) continue;
    for (const headers of insiders[role] ?? []) {
      const answer = await ask(route, headers);
      if (reaches(role, needed)) expect([401, 403, 500], role).not.toContain(answer.status);
      else expect(answer.status, role).toBe(403);
    }
  }
});

test.each(closed)('%s is closed to a key of another scope', async (route) => {
  const rule = ruleFor(pathOf(route));
  for (const scope of Scope.options) {
    if (SLOW.includes(route) && rule?.scope === scope) continue;
    const { status } = await ask(route, scoped[scope] ?? {});
    if (rule?.scope === null || rule?.scope === scope) expect([401, 403, 500], scope).not.toContain(status);
    else expect(status, scope).toBe(403);
  }
});

test.each(closed.filter((route) => route.startsWith('GET ')))('%s is open to the admin key', async (route) => {
  for (const headers of [bearer(KEY), { cookie }]) {
    expect([401, 403, 500]).not.toContain((await ask(route, headers)).status);
  }
});

test.each(['/nothing-here', '/v1/nothing-here', '/v1//keys'])('%s, which has no rule, is nobody’s', async (path) => {
  expect(ruleFor(path)).toBeUndefined();
  expect((await app.request(path, { headers: { cookie } })).status).toBe(404);
});

test('a form that another site sends with the reader’s session is refused', async () => {
  const body = new URLSearchParams({ name: 'X', role: 'ours' });
  const from = (origin: string) =>
    app.request('/products', { method: 'POST', body, headers: { cookie, origin }, redirect: 'manual' });
  expect((await from('https://evil.example')).status).toBe(403);
  expect((await from('http://localhost')).status).toBe(303);
});

test('every page forbids inline styles and scripts, frames and other origins', async () => {
  for (const route of routes.filter((each) => each.startsWith('GET ') && !each.includes('/s/'))) {
    const answer = await ask(route, { cookie, accept: 'text/html' });
    if (route === 'GET /healthz') continue;
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy, route).toContain("default-src 'none'");
    expect(policy, route).toMatch(
      route.includes('preview') ? /frame-ancestors '(none|self)'/ : /frame-ancestors 'none'/,
    );
    expect(policy, route).not.toMatch(/unsafe|https?:|\*/);
    const text = await answer.text();
    if (!text.startsWith('<!doctype html>') || route.includes('preview')) continue;
    expect(text, route).not.toMatch(/<[^>]+ (style|on\w+)="/);
    expect(text, route).not.toMatch(/(src)="(https?:)?\/\//);
  }
});
