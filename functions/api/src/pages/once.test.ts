import { afterAll, expect, test } from 'vitest';
import { startTestApp } from './test-app.ts';

const { app, store, cookie, close } = await startTestApp();
afterAll(close);

const markIn = async (path: string, form: string) => {
  const html = await (await app.request(path, { headers: { cookie, accept: 'text/html' } })).text();
  const inner = html.slice(html.indexOf(`action="${form}"`));
  return /name="once" value="([^"]+)"/.exec(inner.slice(0, inner.indexOf('</form>')))?.[1] ?? '';
};
const send = async (path: string, fields: Record<string, string>) => {
  const headers = { cookie, origin: 'http://localhost' };
  const answer = await app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
    redirect: 'manual',
  });
  return `${answer.status} ${answer.headers.get('location')}`;
};
const fourTimes = (path: string, fields: Record<string, string>) =>
  Promise.all(Array.from({ length: 4 }, () => send(path, fields)));

test('a form that is sent several times at once makes one thing, and another content another thing', async () => {
  const once = await markIn('/products', '/products');
  await fourTimes('/products', { name: 'Kettle', role: 'ours', once });
  await send('/products', { name: 'Pot', role: 'ours', once });
  await send('/products', { name: 'Pot', role: 'ours', once: await markIn('/products', '/products') });
  const products = await store.products.all();
  expect(products.map(({ name }) => name).sort()).toEqual(['Kettle', 'Pot', 'Pot']);

  const productId = products[0]?.id ?? '';
  const survey = { productId, template: 'nps', once: await markIn('/surveys', '/surveys') };
  expect(new Set(await fourTimes('/surveys', survey)).size).toBe(1);
  expect((await store.surveys.list({ limit: 10 })).items).toHaveLength(1);

  const source = {
    ...{ connector: 'feed', productId, name: 'Feed', everyMinutes: '1440', 'config.url': 'http://127.0.0.1/feed' },
    once: await markIn('/sources/new?connector=feed', '/sources/preview'),
  };
  expect(source.once).not.toBe('');
  expect(new Set(await fourTimes('/sources', source))).toEqual(
    new Set([expect.stringMatching(/^303 \/sources\/src_/)]),
  );
});
