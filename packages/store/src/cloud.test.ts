import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openCloud } from './cloud.ts';

/** A fiftieth of the time that is waited in the cloud. */
const slower = 0.02;
let asked: string[] = [];
let answer: (response: ServerResponse) => void = () => {};
const server = createServer((request, response) => {
  asked.push(`${request.method}`);
  request.resume();
  answer(response);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = () => {};
});

async function firstOf(keys: AsyncIterable<string>) {
  for await (const key of keys) return key;
  return undefined;
}
const open = () => openCloud({ tableName: 'items', bucketName: 'bucket', slower });

test.each([
  ['get', () => open().bucket.get('a')],
  ['put', () => open().bucket.put('a', 'text')],
  ['size', () => open().bucket.size('a')],
  ['remove', () => open().bucket.remove('a')],
  ['list', () => firstOf(open().bucket.list('a'))],
  ['localPath', () => open().bucket.localPath('a')],
])('what never answers is asked again by the bucket’s %s, then an error', async (_name, call) => {
  await expect(call()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(asked.length).toBeGreaterThan(1);
});

test('an object whose bytes stop coming is an error for its reader', async () => {
  answer = (response) => response.writeHead(200, { 'content-length': '8', etag: '"1"' }).write('half');
  const { bucket } = open();
  await expect(bucket.get('a')).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect(bucket.localPath('a')).rejects.toMatchObject({ name: 'TimeoutError' });
  const body = await bucket.read('a');
  await expect(buffer(body)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a reader of an object may take its time', async () => {
  const bytes = 1 << 22;
  answer = (response) => response.writeHead(200, { 'content-length': bytes, etag: '"1"' }).end(Buffer.alloc(bytes));
  let read = 0;
  for await (const chunk of await open().bucket.read('a')) {
    if (read === 0) await new Promise((resolve) => setTimeout(resolve, 300));
    read += chunk.length;
  }
  expect(read).toBe(bytes);
});

test.each([
  ['says nothing', () => {}],
  ['stops amid an answer', (response: ServerResponse) => response.writeHead(200, { 'content-length': '9' }).write('{')],
])('a table that %s is asked again', async (_what, say) => {
  answer = (response) => (asked.length < 3 ? say(response) : response.end('{}'));
  expect(await open().table.get({ pk: 'a', sk: 'a' })).toBeUndefined();
  expect(asked).toHaveLength(3);
});
