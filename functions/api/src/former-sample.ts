import { newId } from '@soundings/contracts/ids';
import { MAKERS } from '@soundings/sample-data/makers';
import type { SampleData } from '@soundings/store/sample-data';
import type { Store } from '@soundings/store/store';

/**
 * The sample as it is loaded. One that was loaded before its ids were noted is found by the keys under which it was made,
 * which are kept for 90 days, and noted.
 */
export async function knownSample(store: Store): Promise<SampleData | undefined> {
  return (await store.sampleData.current()) ?? (await adoptFormer(store));
}

async function adoptFormer(store: Store): Promise<SampleData | undefined> {
  const products: SampleData['products'] = {};
  const imports: SampleData['imports'] = {};
  let loadedAt: string | undefined;
  for (const { name } of MAKERS) {
    const key = `sample ${name}`;
    const product = await store.products.get((await store.idempotency.find('product', key)) ?? '');
    if (!product) continue;
    products[name] = product.id;
    if (!loadedAt || product.createdAt < loadedAt) loadedAt = product.createdAt;
    const importId = await store.idempotency.find('import', key);
    if (importId) imports[name] = importId;
  }
  const purchases = await store.idempotency.find('import', 'sample');
  if (purchases) imports.purchases = purchases;
  if (!loadedAt) return undefined;
  const surveyId = (await store.idempotency.find('survey', 'sample')) ?? newId('survey');
  return store.sampleData.load({ loadedAt, products, imports, surveyId, buildId: newId('build') });
}
