import { goneBefore, type Retention } from '@soundings/contracts/retention';
import type { DuckDb } from '@soundings/lake/duckdb';
import { oldUploads } from '@soundings/store/old-uploads';
import { queueExpiry } from '@soundings/store/queued-erasure';
import { removeOldPages } from '@soundings/store/raw-pages';
import type { Store } from '@soundings/store/store';
import { isExpiryDue } from './expired-traces.ts';
import { removePreviews } from './remove-previews.ts';

type Machine = { store: Store; openDuckDb: () => Promise<DuckDb>; now?: number; signal?: AbortSignal };

/**
 * Removes what is older than the team keeps it: files and entries of the audit log at once, reviews and responses by an
 * erasure. May be stopped anywhere and run again; in the cloud the bucket's own rules remove files as well.
 */
export async function expire({ store, openDuckDb, now = Date.now(), signal }: Machine): Promise<void> {
  const { edition, value: retention } = await store.retention.current();
  await removeOldFiles(store, { retention, now, signal });
  await store.auditLog.keepFor(retention.auditLog, signal);
  if (signal?.aborted || (retention.reviews === null && retention.responses === null)) return;
  const duckdb = await openDuckDb();
  try {
    if (await isExpiryDue(retention, { store, duckdb, now })) await queueExpiry(store, { edition, retention, now });
  } finally {
    await duckdb.close();
  }
}

type Old = { retention: Retention; now: number; signal: AbortSignal | undefined };

async function removeOldFiles(store: Store, { retention, now, signal }: Old): Promise<void> {
  await removeOldPages(store.bucket, { days: retention.pages, now, signal });
  const before = goneBefore(retention.uploads, now);
  if (before === null) return;
  for await (const key of oldUploads(store, before)) {
    if (signal?.aborted) return;
    await store.bucket.remove(key);
  }
  await removePreviews(store, ({ createdAt }) => createdAt < before);
}
