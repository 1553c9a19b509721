import { expect, test } from 'vitest';
import { KEY, startTestApp } from '../pages/test-app.ts';

const sent: { url: string; secret: string; body: string }[] = [];
let answer = 200;
const { app, store } = await startTestApp({
  sender: {
    async send(message) {
      sent.push(message);
      return { status: answer, problem: answer < 300 ? null : 'status', milliseconds: 5 };
    },
  },
});

const api = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await app.request(`/v1/webhooks${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};
const hook = { url: 'https://hooks.example/in', events: ['response.received'] };

test('its key is shown once, to whoever made it', async () => {
  const made = await api('POST', '', hook, { 'idempotency-key': 'one' });
  expect(made).toMatchObject({
    status: 201,
    body: { ...hook, enabled: true, secret: expect.stringMatching(/^whsec_/) },
  });
  const again = await api('POST', '', hook, { 'idempotency-key': 'one' });
  expect(again.body).toEqual(made.body);
  for (const path of ['', `/${made.body.id}`]) {
    const { body } = await api('GET', path);
    expect(JSON.stringify(body)).not.toContain(made.body.secret);
  }
});

test.each([
  'http://hooks.example/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/latest/',
  'https://0x7f000001/',
  'https://intranet.local/',
  'https://name:word@hooks.example/',
  'javascript:alert(1)',
])('%s is refused', async (url) => {
  expect(await api('POST', '', { ...hook, url })).toMatchObject({ status: 400, body: { errors: [{ path: '/url' }] } });
  const { body } = await api('POST', '', hook);
  expect((await api('PATCH', `/${body.id}`, { url })).status).toBe(400);
  await api('DELETE', `/${body.id}`);
});

test('a test is sent now and told of; it is never tried again', async () => {
  const { body: made } = await api('POST', '', hook);
  answer = 500;
  expect(await api('POST', `/${made.id}/test`)).toMatchObject({
    status: 200,
    body: { status: 'failed', type: 'webhook.test', attempts: 1, nextAttemptAt: null, lastAttempt: { status: 500 } },
  });
  expect(sent.at(-1)).toMatchObject({ url: hook.url, secret: made.secret });
  expect(JSON.parse(sent.at(-1)?.body ?? '')).toMatchObject({ type: 'webhook.test', data: {} });
  expect(await store.webhooks.deliveries.take(10)).toEqual([]);
  expect((await api('GET', `/${made.id}`)).body).toMatchObject({
    failingSince: null,
    lastDelivery: { status: 'failed' },
  });
});

test('what failed can be sent again, and a disabled webhook gets another chance', async () => {
  const { body: made } = await api('POST', '', { ...hook, events: ['alarm.raised'] });
  await store.webhooks.emit([
    { type: 'alarm.raised', about: ['x'], occurredAt: '2026-01-01T00:00:00.000Z', data: { theme: 'strap' } },
  ]);
  expect((await api('PATCH', `/${made.id}`, { enabled: false })).body).toMatchObject({ enabled: false });
  const { body: listed } = await api('GET', `/${made.id}/deliveries`);
  expect(listed.items).toMatchObject([{ status: 'waiting', type: 'alarm.raised' }]);
  answer = 204;
  const resent = await api('POST', `/${made.id}/deliveries/${listed.items[0].id}/resend`);
  expect(resent).toMatchObject({ status: 200, body: { status: 'delivered', attempts: 1 } });
  expect(JSON.parse(sent.at(-1)?.body ?? '')).toMatchObject({ data: { theme: 'strap' } });
  expect((await api('PATCH', `/${made.id}`, { enabled: true })).body).toMatchObject({ enabled: true });
});

test('what is not there is not found, and what is not right is refused', async () => {
  const none = '/whk_00000000000000000000000000';
  for (const [method, path] of [
    ['GET', none],
    ['POST', `${none}/test`],
    ['GET', `${none}/deliveries`],
    ['POST', `${none}/deliveries/evt_00000000000000000000000000/resend`],
  ] as const)
    expect((await api(method, path)).status).toBe(404);
  expect((await api('PATCH', none, { enabled: true })).status).toBe(404);
  expect((await api('POST', '', { ...hook, events: [] })).status).toBe(400);
  expect((await api('POST', '', { ...hook, events: ['webhook.test'] })).status).toBe(400);
  expect((await app.request('/v1/webhooks')).status).toBe(401);
});

test('there may be twenty', async () => {
  for (let i = 0; i < 20; i++) await api('POST', '', hook);
  expect((await api('POST', '', hook)).status).toBe(409);
});
