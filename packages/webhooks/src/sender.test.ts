import { type Site, serveSite } from '@soundings/reviews/testing/local-site';
import { afterEach, expect, test } from 'vitest';
import { openSender } from './sender.ts';
import { webhookHeaders } from './signature.ts';

const URL = 'https://hooks.example/in?team=1';
const message = { id: 'evt_1', url: URL, secret: 'whsec_AAAA', body: '{"type":"webhook.test"}' };
const { signal } = new AbortController();
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0)) await each();
});

async function receiving(site: Site) {
  const server = await serveSite(site, ['https://hooks.example']);
  const sender = openSender({ standIns: server.standIns });
  cleanUp.push(
    () => sender.close(),
    () => server.close(),
  );
  return { server, send: (body = message.body) => sender.send({ ...message, body }, signal) };
}

test('a receiver gets the message with a signature that it can check', async () => {
  const { send, server } = await receiving(() => ({ status: 204 }));
  expect(await send('{"text":"表带"}')).toMatchObject({ status: 204, problem: null });
  const [received] = server.requests;
  expect(received).toMatchObject({ method: 'POST', body: '{"text":"表带"}' });
  const at = Number(received?.headers['webhook-timestamp']) * 1000;
  expect(received?.headers).toMatchObject(webhookHeaders({ ...message, body: '{"text":"表带"}' }, at));
});

test('a redirect is not followed', async () => {
  const { send, server } = await receiving(() => ({
    status: 307,
    headers: { location: 'https://hooks.example/other' },
  }));
  expect(await send()).toMatchObject({ status: 307, problem: 'redirect' });
  expect(server.requests).toHaveLength(1);
});

test('whatever else goes wrong is told', async () => {
  expect(await (await receiving(() => ({ status: 500, body: 'secret of theirs' }))).send()).toEqual({
    status: 500,
    problem: 'status',
    milliseconds: expect.any(Number),
  });
  const cut = await receiving((_, response) => {
    response.destroy();
    return undefined;
  });
  expect(await cut.send()).toMatchObject({ status: null, problem: 'network' });
});

test.each([
  'http://hooks.example/',
  'https://localhost/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::ffff:10.0.0.1]/',
  'https://user:word@example.com/',
])('nothing is ever sent to %s', async (url) => {
  const sender = openSender();
  cleanUp.push(() => sender.close());
  expect(await sender.send({ ...message, url }, signal)).toMatchObject({ status: null, problem: 'unsafe-address' });
});
