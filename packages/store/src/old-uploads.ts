import type { Store } from './store.ts';

/** Files as they were sent that were read, for better or worse, before a time. */
export async function* oldUploads({ bucket, imports }: Pick<Store, 'bucket' | 'imports'>, before: string) {
  for await (const key of bucket.list('uploads/')) {
    const job = await imports.find(key.split('/')[1] ?? '');
    if (job === 'unreadable') continue;
    const isOver = job?.status === 'done' || job?.status === 'failed';
    if (isOver && (job.finishedAt ?? job.createdAt) < before) yield key;
  }
}
