import { afterAll, expect, test } from 'vitest';
import { startTestApp } from './test-app.ts';

const { app, store, cookie, close } = await startTestApp();
afterAll(close);

const send = (path: string, type: string, body: string, accept = 'text/html') =>
  app.request(path, {
    method: 'POST',
    body,
    headers: { cookie, origin: 'http://localhost', 'content-type': type, accept },
    redirect: 'manual',
  });

const MULTIPART = 'multipart/form-data; boundary=x';
const field = (name: string, value: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (text: string) =>
  `--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${text}`;

test.each([
  ['no boundary', 'multipart/form-data', field('name', 'X')],
  ['an empty boundary', 'multipart/form-data; boundary=', field('name', 'X')],
  ['another boundary', 'multipart/form-data; boundary=y', field('name', 'X')],
  ['no end', MULTIPART, field('name', 'X').slice(0, 20)],
  ['packed bytes that are none', MULTIPART, '\u001f\u008b'],
])('a form with %s is refused on a page that says so', async (_, type, body) => {
  for (const path of ['/products', '/settings/keys', '/imports']) {
    const answer = await send(path, type, body);
    expect(answer.status, path).toBe(400);
    expect(await answer.text(), path).toContain('<h1>');
  }
});

test('a file that is cut off is refused, whether or not anybody reads it, and leaves nothing behind', async () => {
  const product = await store.products.create({ name: 'Kettle', role: 'ours' });
  const begun = field('kind', 'reviews') + field('productId', product.id) + file('text\nfine\n');
  expect((await send('/imports', MULTIPART, begun)).status).toBe(400);
  expect((await send('/imports', MULTIPART, file('text\nfine').replace('a.csv', ''))).status).toBe(400);
  const unknown = field('kind', 'reviews') + field('productId', 'prd_00000000000000000000000000');
  expect([400, 404]).toContain((await send('/imports', MULTIPART, unknown + file('text\nfine'))).status);
  // What breaks off breaks off a moment later, with nobody waiting for it.
  await new Promise((resolve) => setImmediate(resolve));
  expect((await store.imports.list({ limit: 10 })).items).toEqual([]);
  const left = [];
  for await (const key of store.bucket.list('uploads/')) left.push(key);
  expect(left).toEqual([]);
});

test('a body that would be held whole has an end', async () => {
  const headers = { authorization: 'Bearer key-of-the-tests', 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'x'.repeat(21_000_000), role: 'ours' });
  const answer = await app.request('/v1/products', { method: 'POST', headers, body });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ status: 413, detail: expect.stringContaining('20 MB') });
  expect((await send('/products', 'application/x-www-form-urlencoded', `name=${'x'.repeat(21_000_000)}`)).status).toBe(
    413,
  );
});

test('a form from another site is refused with that reason', async () => {
  const answer = await app.request('/products', {
    method: 'POST',
    body: new URLSearchParams({ name: 'X', role: 'ours' }),
    headers: { cookie, origin: 'https://evil.example', accept: 'text/html' },
  });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('not sent from these pages');
});

test('a part of a survey that does not exist is changed nowhere, whatever it is called', async () => {
  const { id } = await store.products.create({ name: 'Kettle', role: 'ours' });
  const form = 'application/x-www-form-urlencoded';
  const survey = (await send('/surveys', form, `productId=${id}&template=nps`)).headers.get('location');
  const moved = await send(`${survey}/edit/do`, form, 'do=up:page:a%0Ax:y');
  expect(moved.headers.get('location')).toBe(`${survey}/edit#page-a%0Ax`);
  for (const part of ['pages', 'questions']) {
    for (const go of ['done', 'save']) {
      expect((await send(`${survey}/edit/${part}/a%0Ab`, form, `do=${go}`)).status, part).toBe(404);
    }
  }
});
