import { MAKERS } from '@soundings/sample-data/makers';
import { expect, test } from 'vitest';
import { knownSample } from './former-sample.ts';
import { startTestApp } from './pages/test-app.ts';

test('a sample that was loaded before its ids were noted is found, and noted; a product of one’s own is none', async () => {
  const { store, close } = await startTestApp();
  await store.products.create({ name: MAKERS[0]?.name ?? '', role: 'ours' });
  expect(await knownSample(store)).toBeUndefined();
  expect(await store.sampleData.current()).toBeUndefined();

  const ids: Record<string, string> = {};
  for (const { name, role } of MAKERS) {
    ids[name] = await store.idempotency.id('product', `sample ${name}`);
    await store.products.create({ name, role }, ids[name]);
  }
  const purchases = await store.idempotency.id('import', 'sample');
  const surveyId = await store.idempotency.id('survey', 'sample');
  const found = await knownSample(store);
  expect(found).toMatchObject({ products: ids, imports: { purchases }, surveyId });
  expect(found?.loadedAt).toBe((await store.products.get(Object.values(ids)[0] ?? ''))?.createdAt);
  expect(await store.sampleData.current()).toEqual(found);
  await close();
});
