import { newId } from '@soundings/contracts/ids';
import { queuedImport } from '@soundings/store/queued-import';
import { expect, test } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store, cookie } = await startTestApp();
const columns = [{ name: '备注', field: null, samples: ['好'] }];

/** A file that waits: for its columns to be confirmed, if `change` says so, else for its turn. */
async function waiting(change: Partial<Parameters<typeof queuedImport>[0]> = {}) {
  const id = newId('import');
  const object = `uploads/${id}/file`;
  await store.bucket.put(object, '备注\n好\n');
  const job = queuedImport({ id, kind: 'events', productId: null, object, ...change });
  await store.imports.create(job, { start: !job.preview && !job.uploadUrl });
  return job;
}
const page = async (path: string) =>
  (await app.request(path, { headers: { cookie, 'accept-language': 'zh-CN' } })).text();
const discard = (id: string) =>
  app.request(`/imports/${id}/discard`, { method: 'POST', headers: { cookie, origin: 'http://localhost' } });
const remove = (id: string) =>
  app.request(`/v1/imports/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${KEY}` } });

test.each([
  ['whose columns wait to be confirmed', { unconfirmed: true, preview: { columns } }],
  ['that waits for its turn', {}],
])('a file %s is discarded on its page, and nothing of it is left', async (_, change) => {
  const { id, object } = await waiting(change);
  expect(await page(`/imports/${id}`)).toContain(`action="/imports/${id}/discard"`);
  expect((await discard(id)).headers.get('location')).toBe('/imports');
  expect(await store.imports.get(id)).toBeUndefined();
  expect(await store.bucket.size(object)).toBeUndefined();
  expect(await page('/imports')).not.toContain(id);
  expect(await store.imports.claim()).toBeUndefined();
  expect((await discard(id)).status).toBe(404);
});

test('a file that is being read, or was, stays', async () => {
  const { id, object } = await waiting();
  const claim = await store.imports.claim();
  expect((await remove(id)).status).toBe(409);
  expect((await discard(id)).headers.get('location')).toBe(`/imports/${id}`);
  await claim?.finish({ status: 'done' });
  expect((await remove(id)).status).toBe(409);
  expect(await store.imports.get(id)).toMatchObject({ status: 'done' });
  expect(await store.bucket.size(object)).toBeGreaterThan(0);
});

test('a file that another import waits for stays for that one', async () => {
  const { id, object } = await waiting({ unconfirmed: true, preview: { columns } });
  const other = await waiting({ object, unconfirmed: true, preview: { columns } });
  expect((await remove(id)).status).toBe(204);
  expect(await store.bucket.size(object)).toBeGreaterThan(0);
  expect((await remove(other.id)).status).toBe(204);
  expect(await store.bucket.size(object)).toBeUndefined();
});

test('an announced import that is discarded takes no file any more', async () => {
  const { id } = await waiting({ uploadUrl: 'http://localhost/uploads/file' });
  expect((await remove(id)).status).toBe(204);
  await store.imports.start(id, { size: 10 });
  expect(await store.imports.claim()).toBeUndefined();
  expect(await store.imports.get(id)).toMatchObject({ status: 'failed', message: { 'zh-CN': expect.any(String) } });
});
