import { afterAll, expect, test } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store, cookie, close } = await startTestApp();
afterAll(close);

async function ask(body: object = {}, key?: string) {
  const headers = {
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    ...(key && { 'idempotency-key': key }),
  };
  const answer = await app.request('/v1/insights/builds', { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(202);
  return (await answer.json()) as { id: string; status: string; joined: boolean };
}

async function press(): Promise<string> {
  const headers = { cookie, origin: 'http://localhost' };
  return (await app.request('/builds', { method: 'POST', headers })).headers.get('location') ?? '';
}

async function page(path: string, language: string): Promise<string> {
  return (await app.request(path, { headers: { cookie, accept: 'text/html', 'accept-language': language } })).text();
}

test('programs and pages that ask while a build waits join it and are told so; one that has begun is followed by one', async () => {
  await store.lake.commit('purchases', [{ key: 'a', rows: 1, addedBy: 'x' }], 0);
  const first = await ask({}, 'one');
  expect(first).toMatchObject({ status: 'queued', joined: false });
  expect(await ask()).toMatchObject({ id: first.id, joined: true });
  expect(await press()).toBe(`/builds/${first.id}?joined`);
  for (const [language, told] of [
    ['en', 'A build was waiting to begin already'],
    ['zh-CN', '已有一次生成在等待开始'],
  ] as const) {
    expect(await page(`/builds/${first.id}?joined`, language)).toContain(told);
    expect(await page(`/builds/${first.id}`, language)).not.toContain(told);
  }

  const claim = await store.builds.claim();
  const pressed = await press();
  expect(pressed).toMatch(/^\/builds\/bld_\w+$/);
  expect(pressed).not.toContain(first.id);
  expect(await press()).toBe(`${pressed}?joined`);
  await claim?.finish({ status: 'done' });
  expect(await ask({}, 'one')).toMatchObject({ id: first.id, status: 'done', joined: true });
  expect((await store.builds.list({ limit: 9 })).items).toHaveLength(2);
});

test('a build of other days is another one', async () => {
  const whole = await ask();
  const window = await ask({ window: { from: '2026-01-01' } });
  expect(window.id).not.toBe(whole.id);
  expect(await ask({ window: { from: '2026-01-01' } })).toMatchObject({ id: window.id, joined: true });
});
