import { expect, test } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store } = await startTestApp();
const { key, token } = await store.apiKeys.create({ name: 'Script of Ada', role: 'admin' });
const ask = (path: string, method = 'GET', body?: unknown) =>
  app.request(path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const log = async () => (await store.auditLog.list({ limit: 50 })).items;

test('a change is written down with who made it and what it made, and nothing of its content', async () => {
  const product = await (await ask('/v1/products', 'POST', { name: 'Kettle of Zoe', role: 'ours' })).json();
  expect((await log())[0]).toMatchObject({
    actor: { kind: 'key', id: key.id },
    did: 'changed',
    route: 'POST /v1/products',
    subjects: [product.id],
  });
  expect(JSON.stringify(await log())).not.toMatch(/Zoe|Ada/);
});

test('what was refused, only read or only looked at is not written down', async () => {
  const before = (await log()).length;
  await ask('/v1/products', 'POST', { name: '' });
  await ask('/v1/products');
  await ask('/v1/surveys/check', 'POST', {});
  expect(await log()).toHaveLength(before);
});

test('a file taken away is written down; the log itself is such a file', async () => {
  const answer = await ask('/v1/audit/log.csv');
  const csv = await answer.text();
  expect(csv).toContain('POST /v1/products');
  expect((await log())[0]).toMatchObject({ did: 'exported', route: 'GET /v1/audit/log.csv' });
});

test('a key is told once, can be revoked, and shows when it was used', async () => {
  const made = await (
    await ask('/v1/keys', 'POST', { name: 'For the dashboard', scopes: ['insights'], days: 30 })
  ).json();
  expect(made.token).toMatch(/^key_[0-9a-z]{26}\.[\w-]{43}$/);
  const listed = JSON.stringify(await (await ask('/v1/keys')).json());
  expect(listed).not.toContain(made.token.split('.')[1]);
  expect(listed).not.toContain('hash');
  const use = () => app.request('/v1/pain-points', { headers: { authorization: `Bearer ${made.token}` } });
  expect((await use()).status).not.toBe(401);
  const used = (await store.apiKeys.all()).find(({ id }) => id === made.id);
  expect(Date.parse(used?.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect((await ask(`/v1/keys/${made.id}`, 'DELETE')).status).toBe(200);
  expect((await use()).status).toBe(401);
});

test('a member is added, given a link and another role, and removed by program', async () => {
  const person = { name: 'Ada', role: 'reader', email: 'Ada@Example.com' };
  const member = await (await ask('/v1/members', 'POST', person)).json();
  expect((await ask('/v1/members', 'POST', { ...person, email: 'ada@example.com' })).status).toBe(409);
  const { url } = await (await ask(`/v1/members/${member.id}/sign-in-link`, 'POST')).json();
  const signedIn = await app.request(url);
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await app.request('/settings/keys', { headers: { cookie } })).status).toBe(403);
  await ask(`/v1/members/${member.id}`, 'PATCH', { role: 'admin' });
  expect((await app.request('/settings/keys', { headers: { cookie } })).status).toBe(200);
  expect((await app.request(url)).status).toBe(403);
  await ask(`/v1/members/${member.id}`, 'DELETE');
  expect((await app.request('/', { headers: { cookie } })).status).toBe(401);
});

test('a customer’s id in an address is not written down', async () => {
  await app.request('/v1/customers/zoe@example.com', {
    method: 'DELETE',
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(JSON.stringify(await log())).not.toContain('zoe');
});
