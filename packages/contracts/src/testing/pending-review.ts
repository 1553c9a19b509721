import type { Feedback } from '../feedback.ts';
import { contentId } from '../ids.ts';

/** A review that waits to be analysed, of which nothing is known but its text and what else is said here: for tests. */
export function pendingReview(said: Pick<Feedback, 'productId' | 'text'> & Partial<Feedback>): Feedback {
  return {
    id: contentId('feedback', said.productId, said.text),
    origin: { kind: 'review', sourceId: 'file', line: null, externalId: null, url: null },
    rating: null,
    nps: null,
    customerId: null,
    author: null,
    channel: null,
    productVersion: null,
    consent: true,
    occurredAt: null,
    occurredAtPrecision: null,
    receivedAt: '2026-01-01T00:00:00.000Z',
    status: 'pending',
    attempts: 0,
    failure: null,
    analysis: null,
    ...said,
  };
}
