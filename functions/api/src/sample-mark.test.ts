import { newId } from '@soundings/contracts/ids';
import { queuedImport } from '@soundings/store/queued-import';
import { afterAll, expect, test } from 'vitest';
import { KEY, startTestApp } from './pages/test-app.ts';

const { app, store, cookie, close } = await startTestApp();
afterAll(close);

/** What an answer says of the sample: in its header, and in the name of a file. */
async function marked(path: string) {
  const answer = await app.request(path, {
    headers: path.startsWith('/v1/') ? { authorization: `Bearer ${KEY}` } : { cookie },
  });
  const [, name] = /filename="(.*)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
  return { status: answer.status, says: answer.headers.get('soundings-sample-data'), ...(name && { name }) };
}
const file = (name: string, says: string | null) => ({ status: 200, says, name });

test('files say that they hold sample data as long as they do, and only those that do', async () => {
  const product = await store.products.create({ name: 'Our kettle', role: 'ours' });
  const [own, ofSample] = [newId('import'), newId('import')];
  for (const id of [own, ofSample])
    await store.imports.create(queuedImport({ id, kind: 'purchases', productId: null, object: `uploads/${id}/file` }));
  const exports = [
    '/v1/churn/warnings.csv',
    '/v1/personas/table.csv',
    '/v1/feedback/texts.csv',
    '/v1/feedback/texts.jsonl',
    '/imports?table=1',
    `/v1/imports/${ofSample}/problems.csv`,
  ];
  const names = [
    'churn-warnings.csv',
    'personas.csv',
    'texts.csv',
    'texts.jsonl',
    'imports-1.csv',
    `${ofSample}-problems.csv`,
  ];
  const others = [
    '/v1/audit/log.csv',
    `/v1/imports/${own}/problems.csv`,
    `/v1/feedback/texts.csv?productId=${product.id}`,
  ];
  for (const [i, path] of exports.entries()) expect(await marked(path), path).toEqual(file(names[i] ?? '', null));
  expect(await marked('/v1/pain-points')).toEqual({ status: 200, says: null });

  await store.sampleData.load({
    loadedAt: new Date().toISOString(),
    products: { linnet: newId('product') },
    imports: { purchases: ofSample },
    surveyId: newId('survey'),
    buildId: newId('build'),
  });
  for (const [i, path] of exports.entries()) {
    const name = names[i]?.replace(/(\.\w+)$/, '-with-sample-data$1') ?? '';
    expect(await marked(path), path).toEqual(file(name, 'included'));
  }
  expect(await marked('/v1/pain-points')).toEqual({ status: 200, says: 'included' });
  for (const path of others) {
    const { name, says } = await marked(path);
    expect([name, says], path).toEqual([expect.not.stringContaining('sample'), 'loaded']);
  }
  // A CSV is read by programs as before.
  const texts = await app.request('/v1/feedback/texts.csv', { headers: { authorization: `Bearer ${KEY}` } });
  expect(await texts.text()).toMatch(/^\uFEFF?\w[^\n]*\r\n$/);
});
