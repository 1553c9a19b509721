import type { Feedback } from '@soundings/contracts/feedback';
import { contentId } from '@soundings/contracts/ids';
import { pseudonym } from './pseudonym.ts';
import { type ReviewField, type ReviewFields, type ReviewRow, readReviewRow } from './review-row.ts';

export type ReadReview = { review: ReviewRow; isDateRelative: boolean; dateAsUtc: string | null };

/**
 * Reads what a connector found on a page that was seen at this time (milliseconds). Gives the reviews, how many of them
 * have each field, and how many were refused or had something that could not be read, by reason.
 */
export function readReviews(found: readonly ReviewFields[], seenAt: number) {
  const reviews: ReadReview[] = [];
  const filled: Partial<Record<ReviewField, number>> = {};
  const rejects: Record<string, number> = {};
  for (const fields of found) {
    const read = readReviewRow(fields, { seenAt });
    if ('reject' in read) {
      rejects[read.reject] = (rejects[read.reject] ?? 0) + 1;
      continue;
    }
    for (const doubt of read.doubts) rejects[doubt] = (rejects[doubt] ?? 0) + 1;
    reviews.push(read);
    for (const field of fieldsOf(fields, read.review)) filled[field] = (filled[field] ?? 0) + 1;
  }
  return { reviews, filled, rejects };
}

/** The fields that are there and can be read. */
function fieldsOf(fields: ReviewFields, review: ReviewRow): ReviewField[] {
  return (Object.keys(fields) as ReviewField[]).filter((field) =>
    field in review ? review[field as keyof ReviewRow] !== null : Boolean(fields[field]?.trim()),
  );
}

type Place = {
  /** The source or the import that brought it. */
  sourceId: string;
  productId: string;
  receivedAt: string;
  /** Of authors' pseudonyms. */
  secret: string;
  /** Where it stood in a file. */
  line?: number;
};

/**
 * A review as feedback that waits for its analysis. Its id follows from its source's id, or else from its author, date
 * and text, so that the same review gives the same feedback whenever and by whatever way it comes.
 */
export function feedbackOf(
  { review, isDateRelative, dateAsUtc }: ReadReview,
  { sourceId, productId, receivedAt, secret, line }: Place,
): Feedback {
  const { externalId, url, ...rest } = review;
  const author = review.author && pseudonym(review.author, { secret, productId });
  // "3天前" is another day tomorrow; and a file that is sent again with its time zone has the same reviews.
  const date = isDateRelative ? '' : (dateAsUtc ?? '');
  const identity = externalId
    ? ['external', review.channel ?? '', externalId]
    : ['content', author ?? '', date, plainText(review.text)];
  return {
    ...rest,
    author,
    id: contentId('feedback', productId, ...identity),
    productId,
    origin: { kind: 'review', sourceId, line: line ?? null, externalId, url },
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
