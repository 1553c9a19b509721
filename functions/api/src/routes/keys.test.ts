import { afterAll, expect, test } from 'vitest';
import { KEY, startTestApp } from '../pages/test-app.ts';

const { app, store, close } = await startTestApp();
afterAll(close);

async function make(name: string, key?: string) {
  const headers = {
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    ...(key && { 'idempotency-key': key }),
  };
  const answer = await app.request('/v1/keys', { method: 'POST', headers, body: JSON.stringify({ name }) });
  return { status: answer.status, body: await answer.json() };
}

test('a key that is asked for again by the same Idempotency-Key is one, and the repetition says that it cannot tell it', async () => {
  const first = await make('Dashboard', 'once');
  expect(first).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^key_/) } });
  const { token, ...key } = first.body;
  const again = await make('Dashboard', 'once');
  expect(again).toEqual({ status: 200, body: { ...key, token: null, detail: expect.stringContaining('revoke') } });
  expect(await store.apiKeys.use(token)).toMatchObject({ id: key.id });
  expect(await store.apiKeys.all()).toHaveLength(1);

  const others = [await make('Dashboard', 'another'), await make('Dashboard'), await make('Dashboard')];
  expect(others.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await store.apiKeys.all()).toHaveLength(4);
});

test('of requests with one Idempotency-Key at once, a single one is told the token, and that token is good', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => make('Import', 'at once')));
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
  const tokens = made.flatMap(({ body }) => body.token ?? []);
  expect(tokens).toHaveLength(1);
  expect(await store.apiKeys.use(tokens[0])).toMatchObject({ name: 'Import' });
});

test('a request that was killed before it made its key is told the token when it is sent again', async () => {
  await store.idempotency.id('key', 'killed');
  const { status, body } = await make('Robot', 'killed');
  expect(status).toBe(201);
  expect(await store.apiKeys.use(body.token)).toMatchObject({ name: 'Robot' });
});
