import { removeUnusedProduct } from '@soundings/store/product-use';
import type { Api } from './api.ts';
import { ApiError, notFound } from './problems.ts';

/**
 * Removes a product that nothing belongs to, such as one that was added twice. Throws `ApiError`: 404 for an unknown one,
 * 409 where it has texts, a survey, a source or a file that waits, which would be left without it.
 */
export async function removeProduct({ store }: Pick<Api, 'store'>, id: string): Promise<void> {
  if (!(await store.products.get(id))) throw notFound('product');
  if (!(await removeUnusedProduct(store, id)))
    throw new ApiError(409, 'Texts, surveys, sources or files that wait belong to it, so it stays.');
}
