import {
  type Doomed,
  goneBefore,
  type Retention,
  type RetentionKind,
  type RetentionPreview,
} from '@soundings/contracts/retention';
import { oldUploads } from '@soundings/store/old-uploads';
import { queueExpiry } from '@soundings/store/queued-erasure';
import { oldPages } from '@soundings/store/raw-pages';
import type { Store } from '@soundings/store/store';
import type { Api } from './api.ts';
import { changed } from './editing.ts';
import { lakeKeys, withLake } from './lake.ts';
import { ApiError } from './problems.ts';

/** Counting stops there. */
const MOST = 10_000;

/** What a retention would delete at once. */
export async function retentionPreview(
  store: Store,
  retention: Retention,
  now = Date.now(),
): Promise<RetentionPreview> {
  const doomed = async (kind: RetentionKind, count: (before: string) => Promise<number>): Promise<Doomed> => {
    const before = goneBefore(retention[kind], now);
    const n = before === null ? 0 : await count(before);
    return { before, n: Math.min(n, MOST), isMore: n > MOST };
  };
  const [reviews, responses, uploads, pages, auditLog] = await Promise.all([
    doomed('reviews', (before) => oldReviews(store, before)),
    doomed('responses', (before) => oldResponses(store, before)),
    doomed('uploads', (before) => countOf(oldUploads(store, before))),
    doomed('pages', () => countOf(oldPages(store.bucket, { days: retention.pages, now }))),
    doomed('auditLog', (before) => store.auditLog.countBefore(before, MOST + 1)),
  ]);
  return { reviews, responses, uploads, pages, auditLog };
}

export type Change = { basedOn: number; retention: Retention; isConfirmed: boolean };

/**
 * Has everything kept so long from now on, and what is older erased. Throws `ApiError` 409 where something would be
 * deleted and nobody has confirmed it, or where somebody else was first.
 */
export async function changeRetention({ store, wake }: Api, { basedOn, retention, isConfirmed }: Change) {
  const preview = await retentionPreview(store, retention);
  const doomed = Object.entries(preview).filter(([, { n }]) => n > 0);
  if (doomed.length > 0 && !isConfirmed)
    throw new ApiError(
      409,
      'This deletes what is there. Look at what, and send it again with `confirmed`.',
      doomed.map(([kind, { n, isMore, before }]) => ({
        path: `/retention/${kind}`,
        message: `${isMore ? 'more than ' : ''}${n} older than ${before}`,
      })),
    );
  const edition = changed(await store.retention.add(retention, basedOn));
  if (preview.reviews.n + preview.responses.n > 0) {
    await queueExpiry(store, { edition: edition.edition, retention });
    wake('build');
  }
  return edition;
}

async function oldReviews(store: Store, before: string): Promise<number> {
  const waiting = (await store.feedback.unbuiltReviews(MOST, before)).map(({ id }) => id);
  const mentions = await lakeKeys(store, 'mentions');
  if (mentions.length === 0) return waiting.length;
  return withLake(store, async (duckdb) => {
    await duckdb.stage('waiting', { id: 'VARCHAR' }, [waiting.map((id) => [id])]);
    const [row] = await duckdb.query(
      `SELECT count(DISTINCT feedback_id) AS n FROM mentions WHERE kind = 'review'
         AND received_at < CAST('${before}' AS TIMESTAMP) AND feedback_id NOT IN (SELECT id FROM waiting)`,
      { mentions },
    );
    return Number(row?.n) + waiting.length;
  });
}

async function oldResponses(store: Store, before: string): Promise<number> {
  let n = 0;
  for await (const { id } of store.surveys.all()) {
    n += await store.responses.countBefore(id, before, MOST + 1);
    if (n > MOST) break;
  }
  return n;
}

async function countOf(keys: AsyncIterable<string>): Promise<number> {
  let n = 0;
  for await (const _ of keys) if (++n > MOST) break;
  return n;
}
