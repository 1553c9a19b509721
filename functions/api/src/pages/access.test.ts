import { newId } from '@soundings/contracts/ids';
import { expect, test } from 'vitest';
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
];

const { app, cookie } = await startTestApp();
const routes = [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
];

const visitors: Record<string, Record<string, string>> = {
  nobody: {},
  'a wrong key': { authorization: 'Bearer nonsense' },
  'an empty key': { authorization: 'Bearer ' },
  'a forged session': { cookie: `${cookie.split('=')[0]}=99999999999.Zm9yZ2Vk` },
  'a changed session': { cookie: cookie.replace(/=\d/, '=9') },
};

function ask(route: string, headers: Record<string, string>) {
  const [method = '', path = ''] = route.split(' ');
  const address = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, () => newId('product')).replaceAll('*', 'x');
  return app.request(address, { method, headers, redirect: 'manual' });
}

test('the list of routes is read', () => {
  expect(routes.length).toBeGreaterThan(40);
  expect(routes).toContain('GET /personas/:id');
  expect(routes).toContain('POST /v1/imports');
});

test.each(routes.filter((route) => !OPEN.some((open) => open.test(route))))(
  '%s is closed to whoever shows neither the key nor a session',
  async (route) => {
    for (const [name, headers] of Object.entries(visitors)) {
      expect((await ask(route, headers)).status, name).toBe(401);
      const page = await ask(route, { ...headers, accept: 'text/html' });
      const sent = page.status === 302 ? page.headers.get('location') : page.status;
      expect([401, '/sign-in'], name).toContain(sent);
    }
  },
);

test.each(routes.filter((route) => route.startsWith('GET ')))(
  '%s is open to the key and to a session',
  async (route) => {
    for (const headers of [{ authorization: `Bearer ${KEY}` }, { cookie }]) {
      const answer = await ask(route, headers);
      expect([401, 403, 500, 302]).not.toContain(answer.status);
    }
  },
);

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
    expect(policy, route).toContain("frame-ancestors 'none'");
    expect(policy, route).not.toMatch(/unsafe|https?:|\*/);
    const text = await answer.text();
    if (!text.startsWith('<!doctype html>') || route.includes('preview')) continue;
    expect(text, route).not.toMatch(/<[^>]+ (style|on\w+)="/);
    expect(text, route).not.toMatch(/(src|href)="(https?:)?\/\//);
  }
});
