import type { Api } from './api.ts';
import { ApiError, notFound } from './problems.ts';

const LATEST = 500;

/**
 * Takes an import back that nobody has begun to read: it waits to be confirmed, or for its turn, or for its file. The file
 * goes, unless another import waits for the same one. Throws `ApiError`: 404 for an unknown one, 409 once it was begun.
 */
export async function discardImport({ store }: Pick<Api, 'store'>, id: string): Promise<void> {
  const job = await store.imports.get(id);
  if (!job) throw notFound('import');
  const isTaken = await store.imports.withdraw(id, {
    en: 'It was discarded before it was read.',
    'zh-CN': '在读取之前已放弃。',
  });
  if (!isTaken) throw new ApiError(409, 'It was begun already.');
  const others = (await store.imports.list({ limit: LATEST })).items;
  if (!others.some((other) => other.object === job.object && ['queued', 'running'].includes(other.status)))
    await store.bucket.remove(job.object);
  // Whoever was told where to send the file may still send it: the entry says what became of it.
  if (!job.uploadUrl) await store.imports.remove(id);
}
