import type { Feedback } from '@soundings/contracts/feedback';
import { contentId } from '@soundings/contracts/ids';
import { pseudonym } from '@soundings/reviews/pseudonym';
import { type ReviewRow, readReviewRow } from '@soundings/reviews/review-row';
import type { Store } from '@soundings/store/store';
import type { Row } from './rows.ts';
import type { Tally } from './tally.ts';

type Target = { store: Store; importId: string; productId: string; receivedAt: string };

/**
 * Stores a batch of rows as feedback that waits for its analysis. Sent again, in whole or in part, it changes nothing:
 * a review's id follows from its source's id, or else from its author, date and text.
 */
export async function importReviews(
  rows: readonly Row[],
  tally: Tally,
  { store, importId, productId, receivedAt }: Target,
): Promise<void> {
  const secret = await store.secrets.get('authors');
  const batch: { line: number; feedback: Feedback }[] = [];
  for (const row of rows) {
    const read = 'reject' in row ? row : readReviewRow(row.fields);
    if ('reject' in read) {
      tally.reject(read.reject, row.line);
      continue;
    }
    for (const doubt of read.doubts) tally.note(doubt, row.line);
    const author = read.review.author && pseudonym(read.review.author, { secret, productId });
    const feedback = feedbackOf({ ...read.review, author }, { importId, productId, receivedAt, line: row.line });
    batch.push({ line: row.line, feedback });
  }
  const added = await store.feedback.add(batch.map(({ feedback }) => feedback));
  for (const isNew of added) isNew ? tally.accept() : tally.duplicate();
}

type Place = { importId: string; productId: string; receivedAt: string; line: number };

function feedbackOf(review: ReviewRow, { importId, productId, receivedAt, line }: Place): Feedback {
  const { externalId, url, ...rest } = review;
  const identity = externalId
    ? ['external', review.channel ?? '', externalId]
    : ['content', review.author ?? '', review.occurredAt ?? '', plainText(review.text)];
  return {
    ...rest,
    id: contentId('feedback', productId, ...identity),
    productId,
    origin: { kind: 'review', sourceId: importId, line, externalId, url },
    consent: true,
    receivedAt,
    status: 'pending',
    attempts: 0,
    failure: null,
    analysis: null,
  };
}

/** What two copies of one text have in common. */
function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
