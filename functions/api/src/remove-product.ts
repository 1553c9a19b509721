import type { Api } from './api.ts';
import { ApiError, notFound } from './problems.ts';

/**
 * Removes a product that nothing belongs to, such as one that was added twice. Throws `ApiError`: 404 for an unknown one,
 * 409 where it has texts, a survey or a source, which would be left without it.
 */
export async function removeProduct({ store }: Pick<Api, 'store'>, id: string): Promise<void> {
  if (!(await store.products.get(id))) throw notFound('product');
  if (await isUsed(store, id)) throw new ApiError(409, 'Texts, surveys or sources belong to it, so it stays.');
  await store.products.remove(id);
}

async function isUsed(store: Api['store'], productId: string): Promise<boolean> {
  if ((await store.feedback.list(productId, { limit: 1 })).items.length > 0) return true;
  for await (const survey of store.surveys.all()) if (survey.productId === productId) return true;
  for (let after: string | undefined; ; ) {
    const page = await store.sources.list({ limit: 200, after });
    if (page.items.some((source) => source.productId === productId)) return true;
    if (!page.cursor) return false;
    after = page.cursor;
  }
}
