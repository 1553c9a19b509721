import { goneBefore } from '@soundings/contracts/retention';
import type { Bucket } from './bucket.ts';

type Kept = { days: number; now?: number; signal?: AbortSignal | undefined };

/** The pages as they were fetched more than so many days ago, also those of sources that are stopped or gone. */
export async function* oldPages(bucket: Bucket, { days, now }: Kept): AsyncGenerator<string> {
  // They stand by the day on which they were fetched.
  const oldest = goneBefore(days, now)?.slice(0, 10) ?? '';
  for await (const key of bucket.list('raw/')) if ((key.split('/')[2] ?? '') < oldest) yield key;
}

/** Removes them: they hold names, and are kept for looking into a fault. */
export async function removeOldPages(bucket: Bucket, kept: Kept): Promise<void> {
  for await (const key of oldPages(bucket, kept)) {
    if (kept.signal?.aborted) return;
    await bucket.remove(key);
  }
}
