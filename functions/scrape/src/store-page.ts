import type { ParsedPage } from '@soundings/reviews/connector';
import type { RawPage } from '@soundings/reviews/fetching/page-request';
import { feedbackOf, readReviews } from '@soundings/reviews/read-reviews';
import type { CollectorStore } from '@soundings/store/collector-store';
import { isRevision } from '@soundings/store/feedback';
import type { Lease } from '@soundings/store/sources';

const DAY_MS = 86_400_000;

/** What a page brought. */
export type StoredPage = {
  /** Reviews that stand on the page, and those of them that could be read. */
  found: number;
  seen: number;
  new: number;
  revised: number;
  rejected: Record<string, number>;
  filled: Record<string, number>;
  newest: string | null;
  undated: number;
  days: number[];
};

type Place = { lease: Lease; store: CollectorStore; now: number };

/** Stores the page as it came and then its reviews. Doing it again changes nothing; an unchanged review costs no write. */
export async function storePage(page: RawPage, parsed: ParsedPage, { lease, store, now }: Place): Promise<StoredPage> {
  const { id: sourceId, productId } = lease.source;
  const { reviews, filled, rejects } = readReviews(parsed.reviews, now);
  const receivedAt = new Date(now).toISOString();
  const secret = await store.secrets.get('authors');
  const found = new Map(
    reviews.map((read) => {
      const feedback = feedbackOf(read, { sourceId, productId, receivedAt, secret });
      return [feedback.id, feedback];
    }),
  );
  const stored = await store.feedback.getMany([...found.keys()], productId);
  const known = new Map(stored.known.map((feedback) => [feedback.id, feedback]));
  const changed = [...found.values()].filter((feedback) => {
    if (stored.erased.has(feedback.id)) return false;
    const former = known.get(feedback.id);
    return !former || isRevision(former, feedback);
  });
  // A page that tells nothing new is not kept, but for one without any review, which may have to be looked into; nor is
  // one that shows what was erased.
  if (!parsed.isSecret && stored.erased.size === 0 && (changed.length > 0 || reviews.length === 0))
    await store.bucket.put(keyOf(lease, now), page.body);
  const added = changed.length > 0 ? await store.feedback.add(changed) : [];
  const written = changed.filter((_, i) => added[i]);

  const times = reviews.map(({ review }) => review.occurredAt).filter((time) => time !== null);
  return {
    found: parsed.reviews.length,
    seen: reviews.length,
    new: written.filter(({ id }) => !known.has(id)).length,
    revised: written.filter(({ id }) => known.has(id)).length,
    rejected: { ...parsed.rejects, ...rejects },
    filled,
    newest: times.reduce<string | null>((newest, time) => (newest && newest > time ? newest : time), null),
    undated: reviews.length - times.length,
    days: [...new Set(times.map((time) => Math.floor(Date.parse(time) / DAY_MS)))],
  };
}

function keyOf({ source, progress: { run } }: Lease, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  return `raw/${source.id}/${day}/${run?.ledger.id}-${String(run?.ledger.pages).padStart(5, '0')}`;
}
