import type { Message } from '@soundings/contracts/language';
import type { ReadingRefusal, ReviewPreview, SourcePreview } from '@soundings/contracts/review';
import { UnreadablePage } from './connector.ts';
import { problemOf } from './fetching/fetch-problems.ts';
import type { PageRequest } from './fetching/page-request.ts';
import type { Fetcher, Refusal } from './fetching/polite-fetcher.ts';
import type { Guess } from './guess-source.ts';
import { type ReadReview, readReviews } from './read-reviews.ts';

const REVIEWS = 10;
/** A list, a key or an empty page may come first. */
const REQUESTS = 4;

const REFUSED_BY: Record<Refusal, ReadingRefusal> = {
  robots: 'robots',
  unauthorized: 'site',
  forbidden: 'site',
  'unsafe-address': 'unsafe-address',
};

const TERMS: Message = {
  en: 'The site’s terms do not foresee collecting its reviews: nothing was asked of it.',
  'zh-CN': '网站的条款未允许采集评论，因此没有向它发出任何请求。',
};
const NOTHING: Message = { en: 'No review was found there.', 'zh-CN': '那里没有找到评论。' };

type Trial = { fetcher: Fetcher; signal: AbortSignal; termsAccepted?: boolean };

/** The first reviews that a source would bring, without anything being kept, and why there are no more. */
export async function previewSource(
  { connector, config }: Guess,
  { fetcher, signal, termsAccepted = false }: Trial,
): Promise<SourcePreview> {
  const { id, access, minimumMinutes } = connector.manifest;
  const known = { connector: id, config: config as SourcePreview['config'], access, minimumMinutes };
  if (access === 'terms' && !termsAccepted)
    return { ...known, reviews: [], rejected: {}, problem: TERMS, refusedBy: 'terms' };

  const open = connector.open(config);
  const state = { partition: open.partitions[0] ?? '', since: null };
  const reviews: ReadReview[] = [];
  const rejected: Record<string, number> = {};
  let problem: Message | null = null;
  let refusedBy: SourcePreview['refusedBy'] = null;
  let pending: PageRequest[] = open.plan(state);
  for (let asked = 0; asked < REQUESTS && reviews.length < REVIEWS; asked++) {
    const [request] = pending;
    if (!request) break;
    const fetched = await fetcher.fetch(request, {
      signal,
      isInterface: access === 'official' || access === 'account',
    });
    problem = problemOf(fetched);
    if (fetched.kind === 'refused' && fetched.robots !== 'unreachable') refusedBy = REFUSED_BY[fetched.reason];
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
  problem ??= reviews.length === 0 ? NOTHING : null;
  return { ...known, reviews: reviews.slice(0, REVIEWS).map(previewOf), rejected, problem, refusedBy };
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
