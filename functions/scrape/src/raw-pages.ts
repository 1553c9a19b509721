import type { Bucket } from '@soundings/store/bucket';

/** Pages hold names: they are kept for looking into a fault, and no longer. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Removes all pages of more than thirty days ago, also of sources that are stopped or gone: for a machine whose bucket
 * has no rule that does it.
 */
export async function removeOldPages(bucket: Bucket, now = Date.now()): Promise<void> {
  const oldest = new Date(now - KEPT_MS).toISOString().slice(0, 10);
  for await (const key of bucket.list('raw/')) if ((key.split('/')[2] ?? '') < oldest) await bucket.remove(key);
}
