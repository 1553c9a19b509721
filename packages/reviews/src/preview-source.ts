import type { Message } from '@soundings/contracts/language';
import type { ReviewPreview, SourcePreview } from '@soundings/contracts/review';
import { UnreadablePage } from './connector.ts';
import { problemOf } from './fetching/fetch-problems.ts';
import type { PageRequest } from './fetching/page-request.ts';
import type { Fetcher } from './fetching/polite-fetcher.ts';
import type { Guess } from './guess-source.ts';
import { type ReadReview, readReviews } from './read-reviews.ts';

const REVIEWS = 10;
/** A list, a key or an empty page may come first. */
const REQUESTS = 4;

/** The first reviews that a source would bring, without anything being kept, and why there are no more. */
export async function previewSource(
  { connector, config }: Guess,
  { fetcher, signal }: { fetcher: Fetcher; signal: AbortSignal },
): Promise<SourcePreview> {
  const { id, access, minimumMinutes } = connector.manifest;
  const open = connector.open(config);
  const state = { partition: open.partitions[0] ?? '', since: null };
  const reviews: ReadReview[] = [];
  const rejected: Record<string, number> = {};
  let problem: Message | null = null;
  let pending: PageRequest[] = open.plan(state);
  for (let asked = 0; asked < REQUESTS && reviews.length < REVIEWS; asked++) {
    const [request] = pending;
    if (!request) break;
    const fetched = await fetcher.fetch(request, {
      signal,
      isInterface: access === 'official' || access === 'account',
    });
    problem = problemOf(fetched);
    if (fetched.kind !== 'page') break;
    try {
      const page = open.parse(fetched.page, { ...state, request });
      const read = readReviews(page.reviews, Date.now());
      reviews.push(...read.reviews);
      for (const [reason, count] of Object.entries({ ...page.rejects, ...read.rejects }))
        rejected[reason] = (rejected[reason] ?? 0) + count;
      pending = [...(page.details ?? []), ...(page.next ? [page.next] : []), ...pending.slice(1)];
    } catch (error) {
      if (!(error instanceof UnreadablePage)) throw error;
      problem = error.told;
      break;
    }
  }
  problem ??= reviews.length === 0 ? { en: 'No review was found there.', 'zh-CN': '那里没有找到评论。' } : null;
  return {
    connector: id,
    config: config as SourcePreview['config'],
    access,
    minimumMinutes,
    reviews: reviews.slice(0, REVIEWS).map(previewOf),
    rejected,
    problem,
  };
}

function previewOf({ review }: ReadReview): ReviewPreview {
  const { text, rating, occurredAt, occurredAtPrecision, occurredAtSaid, author, externalId, productVersion, url } =
    review;
  return {
    text,
    rating,
    occurredAt,
    occurredAtPrecision,
    occurredAtSaid,
    productVersion,
    url,
    hasAuthor: author !== null,
    hasId: externalId !== null,
  };
}
