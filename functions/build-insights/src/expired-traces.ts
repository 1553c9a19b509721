import type { ErasureSubject } from '@soundings/contracts/erasure';
import { goneBefore, type Retention } from '@soundings/contracts/retention';
import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteText } from '@soundings/lake/quoted';
import type { Trace } from '@soundings/store/erasures';
import { queuedErasure } from '@soundings/store/queued-erasure';
import type { Store } from '@soundings/store/store';
import { tracesOf } from './response-traces.ts';

type Expired = Extract<ErasureSubject, { kind: 'expired' }>;
type Place = { store: Store; duckdb: DuckDb };

/**
 * Notes what is too old, a part of it at most. What a run before a kill has noted is erased first: nothing is missed, since
 * what is left is looked for again.
 */
export async function noteExpired(
  id: string,
  subject: Expired,
  { together, ...place }: Place & { together: number },
): Promise<void> {
  if ((await place.store.erasures.noted(id)).length > 0) return;
  await place.store.erasures.note(id, await expiredTraces(subject, place, together));
}

/** Whether anything is older than it is kept. */
export async function isExpiryDue(retention: Retention, { now, ...place }: Place & { now: number }): Promise<boolean> {
  const subject = {
    kind: 'expired',
    reviewsBefore: goneBefore(retention.reviews, now),
    responsesBefore: goneBefore(retention.responses, now),
  } as const;
  return (await expiredTraces(subject, place, 1)).length > 0;
}

/** Has the next part erased, if there is one; the same erasure however often it is asked for. */
export async function queueRest(id: string, subject: Expired, place: Place): Promise<void> {
  if ((await expiredTraces(subject, place, 1)).length === 0) return;
  const { idempotency, erasures } = place.store;
  await erasures.jobs.create(queuedErasure({ id: await idempotency.id('erasure', `expired after ${id}`), subject }));
}

async function expiredTraces(
  { reviewsBefore, responsesBefore }: Expired,
  place: Place,
  limit: number,
): Promise<Trace[]> {
  const reviews = reviewsBefore === null ? [] : await expiredReviews(reviewsBefore, place, limit);
  const left = limit - reviews.length;
  if (responsesBefore === null || left <= 0) return reviews;
  return [...reviews, ...(await expiredResponses(responsesBefore, place.store, left))];
}

/** Those that the lake knows, and those that are not in it yet or were given up. */
async function expiredReviews(before: string, { store, duckdb }: Place, limit: number): Promise<Trace[]> {
  const mentions = (await store.lake.read('mentions')).files.map(({ key }) => key);
  const rows =
    mentions.length === 0
      ? []
      : await duckdb.query(
          `SELECT DISTINCT feedback_id, product_id FROM mentions
           WHERE kind = 'review' AND received_at < CAST(${quoteText(before)} AS TIMESTAMP) LIMIT ${limit}`,
          { mentions },
        );
  const found = new Map<string, string>(rows.map((row) => [String(row.feedback_id), String(row.product_id)]));
  if (found.size < limit)
    for (const { id, productId } of await store.feedback.unbuiltReviews(limit, before)) found.set(id, productId);
  return [...found].slice(0, limit).map(([id, productId]) => ({ kind: 'feedback', id, productId }));
}

async function expiredResponses(before: string, store: Store, limit: number): Promise<Trace[]> {
  const traces: Trace[] = [];
  const keep = ({ submittedAt }: { submittedAt: string }) => submittedAt < before;
  for await (const { id } of store.surveys.all()) {
    if (traces.length >= limit) return traces;
    const { items } = await store.responses.search(id, { limit, to: before, keep });
    for (const response of items) if (traces.length < limit) traces.push(...(await tracesOf(response, store)));
  }
  return traces;
}
