import type { Store } from './store.ts';

/** Removes a product unless something belongs to it, which would be left without it. Gives whether it was removed. */
export async function removeUnusedProduct(store: Store, id: string): Promise<boolean> {
  if (await isUsed(store, id)) return false;
  await store.products.remove(id);
  return true;
}

async function isUsed(store: Store, productId: string): Promise<boolean> {
  if ((await store.feedback.list(productId, { limit: 1 })).items.length > 0) return true;
  for await (const survey of store.surveys.all()) if (survey.productId === productId) return true;
  const belongs = (each: { productId: string | null }) => each.productId === productId;
  if (await hasAny(store.sources.list, belongs)) return true;
  return hasAny(
    (page) => store.imports.list(page),
    (job) => belongs(job) && (job.status === 'queued' || job.status === 'running'),
  );
}

type List<T> = (page: { limit: number; after: string | undefined }) => Promise<{ items: T[]; cursor?: string }>;

async function hasAny<T>(list: List<T>, isMeant: (item: T) => boolean): Promise<boolean> {
  for (let after: string | undefined; ; ) {
    const page = await list({ limit: 200, after });
    if (page.items.some(isMeant)) return true;
    if (!page.cursor) return false;
    after = page.cursor;
  }
}
