import type { Feedback } from '@soundings/contracts/feedback';
import { feedbackOf } from '@soundings/reviews/read-reviews';
import { type FileClock, readReviewRow } from '@soundings/reviews/review-row';
import type { Store } from '@soundings/store/store';
import type { Row } from './rows.ts';
import type { Tally } from './tally.ts';

type Target = {
  store: Store;
  importId: string;
  productId: string;
  receivedAt: string;
  /** What the file's times are on. */
  clock: FileClock;
  /** Whether what a customer did at a time was erased. */
  isKeptAway: (customerId: string | null, at: string | null) => boolean;
};

/**
 * Stores a batch of rows as feedback that waits for its analysis. Sent again, in whole or in part, it changes nothing:
 * a review's id follows from its source's id, or else from its author, date and text.
 */
export async function importReviews(
  rows: readonly Row[],
  tally: Tally,
  { store, importId, productId, receivedAt, clock, isKeptAway }: Target,
): Promise<void> {
  const secret = await store.secrets.get('authors');
  const batch: { line: number; feedback: Feedback }[] = [];
  for (const row of rows) {
    const read = 'reject' in row ? row : readReviewRow(row.fields, { clock });
    if ('reject' in read) {
      tally.reject(read.reject, row.line);
      continue;
    }
    if (isKeptAway(read.review.customerId, read.review.occurredAt)) {
      tally.reject('erased_customer', row.line);
      continue;
    }
    for (const doubt of read.doubts) tally.note(doubt, row.line);
    const feedback = feedbackOf(read, { sourceId: importId, productId, receivedAt, secret, line: row.line });
    batch.push({ line: row.line, feedback });
  }
  const added = await store.feedback.add(batch.map(({ feedback }) => feedback));
  for (const isNew of added) isNew ? tally.accept() : tally.duplicate();
}
