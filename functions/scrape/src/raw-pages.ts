import type { Bucket } from '@soundings/store/bucket';

/** Pages hold names: they are kept for looking into a fault, and no longer. */
const KEPT_MS = 30 * 86_400_000;

/** Removes a source's pages of more than thirty days ago. In the cloud the bucket's own rule does the same. */
export async function removeOldPages(
  bucket: Bucket,
  { sourceId, now }: { sourceId: string; now: number },
): Promise<void> {
  const oldest = new Date(now - KEPT_MS).toISOString().slice(0, 10);
  for await (const key of bucket.list(`raw/${sourceId}/`)) {
    // In the order of their days.
    if ((key.split('/')[2] ?? '') >= oldest) return;
    await bucket.remove(key);
  }
}
