import type { Import } from '@soundings/contracts/import';
import type { Store } from '@soundings/store/store';

const PAGE = 500;

/** Removes files that wait to be confirmed, of which the first rows are shown: taken up again, they say that they are gone. */
export async function removePreviews(
  { bucket, imports }: Pick<Store, 'bucket' | 'imports'>,
  isMeant: (job: Import) => boolean,
): Promise<number> {
  let removed = 0;
  for (let after: string | undefined; ; ) {
    const page = await imports.list({ limit: PAGE, after });
    for (const job of page.items) {
      if (!job.preview || !isMeant(job)) continue;
      await bucket.remove(job.object);
      await imports.start(job.id, { preview: undefined });
      removed++;
    }
    if (!page.cursor) return removed;
    after = page.cursor;
  }
}
