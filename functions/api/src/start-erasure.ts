import type { Erasure, ErasureSubject, NewErasure } from '@soundings/contracts/erasure';
import { newId } from '@soundings/contracts/ids';
import { pseudonym } from '@soundings/reviews/pseudonym';
import { queuedErasure } from '@soundings/store/queued-erasure';
import type { Api } from './api.ts';
import { notFound } from './problems.ts';

/** Begins to erase a person, or the sample. Throws `ApiError` where the product is unknown, or no sample is loaded. */
export async function startErasure(
  { store, wake }: Pick<Api, 'store' | 'wake'>,
  wanted: NewErasure,
  key?: string,
): Promise<Erasure> {
  if (wanted.kind === 'sample') return startRemovingSample({ store, wake }, wanted);
  if (wanted.kind !== 'customer' && !(await store.products.get(wanted.productId))) throw notFound('product');
  const subject = wanted.kind === 'author-name' ? await authorOf(wanted, store) : wanted;
  const id = await store.idempotency.id('erasure', key);
  const { job } = await store.erasures.jobs.create(queuedErasure({ id, subject }));
  wake('build');
  return job;
}

/** Asked for again while it is under way, it is the same one. */
async function startRemovingSample(
  { store, wake }: Pick<Api, 'store' | 'wake'>,
  subject: Extract<NewErasure, { kind: 'sample' }>,
): Promise<Erasure> {
  const sample = await store.sampleData.current();
  const asked = sample?.erasureId ? await store.erasures.jobs.get(sample.erasureId) : undefined;
  const failed = asked?.status === 'failed' ? asked.id : undefined;
  const id = await store.sampleData.removeBy(newId('erasure'), failed);
  if (!id) throw notFound('sample data');
  const { job } = await store.erasures.jobs.create(queuedErasure({ id, subject }));
  wake('build');
  return job;
}

/**
 * The author of a text with all that they wrote of its product, or the text alone where nobody is named. Throws
 * `ApiError` where there is no such text.
 */
export async function authorOfFeedback({ store }: Pick<Api, 'store'>, feedbackId: string): Promise<NewErasure> {
  const productIds = (await store.products.all()).map(({ id }) => id);
  const feedback = await store.feedback.get(feedbackId, productIds);
  if (!feedback) throw notFound('feedback');
  const { productId, author } = feedback;
  return author ? { kind: 'author', productId, author } : { kind: 'feedback', productId, feedbackId };
}

async function authorOf(
  { productId, name }: Extract<NewErasure, { kind: 'author-name' }>,
  { secrets }: Api['store'],
): Promise<Extract<ErasureSubject, { kind: 'author' }>> {
  const author = pseudonym(name, { secret: await secrets.get('authors'), productId });
  return { kind: 'author', productId, author };
}
