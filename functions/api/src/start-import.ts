import type { Readable } from 'node:stream';
import { newId } from '@soundings/contracts/ids';
import type { Import } from '@soundings/contracts/import';
import { TooLarge } from '@soundings/store/bucket';
import { queuedImport } from '@soundings/store/queued-import';
import type { Api } from './api.ts';
import { ApiError, notFound } from './problems.ts';

type Wanted = Pick<Import, 'kind' | 'productId'> &
  Partial<Pick<Import, 'format' | 'mapping' | 'options' | 'fileName'>> & {
    /** What makes a repeated request the same one: a client's key, or the id itself. */
    key?: string | undefined;
    id?: string;
    /** Its columns are confirmed before anything of it is taken in. */
    unconfirmed?: boolean;
  };

/**
 * Takes a file in durably and lets it be read in the background. Without a file the import is announced: its `uploadUrl`
 * takes the file; a string names an object that is in the bucket already. Throws `ApiError`: 400 without the product
 * that reviews need, 404 for an unknown one, 413 for a file that is too large to be sent this way.
 */
export async function startImport(api: Api, wanted: Wanted, file: Readable | string | null): Promise<Import> {
  const { store, wake, uploadUrl } = api;
  const { kind, productId, key } = wanted;
  if (kind === 'reviews' && !productId) {
    throw new ApiError(400, 'Say which product the reviews are about.', [
      { path: '?productId', message: 'required for reviews' },
    ]);
  }
  if (productId && !(await store.products.get(productId))) throw notFound('product');

  const id = wanted.id ?? (await store.idempotency.id('import', key));
  const earlier = (key || wanted.id) && (await store.imports.get(id));
  if (earlier) return earlier;

  const object = typeof file === 'string' ? file : `uploads/${id}/${newId('import')}`;
  const size = typeof file === 'string' ? ((await store.bucket.size(file)) ?? null) : await receive(api, file, object);
  const { job, created } = await store.imports.create(
    queuedImport({
      id,
      kind,
      productId,
      format: wanted.format ?? null,
      mapping: wanted.mapping ?? null,
      options: wanted.options ?? {},
      object,
      size,
      ...(wanted.fileName && { fileName: wanted.fileName }),
      ...(wanted.unconfirmed && { unconfirmed: true }),
      ...(file === null && { uploadUrl: await uploadUrl(object) }),
    }),
    { start: file !== null },
  );
  if (!created && typeof file !== 'string') await store.bucket.remove(object);
  wake('import');
  return job;
}

async function receive({ store, maxBodyBytes }: Api, file: Readable | null, object: string): Promise<number | null> {
  if (!file) return null;
  try {
    return await store.bucket.put(object, file, { maxBytes: maxBodyBytes });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw new ApiError(
      413,
      `A file over ${maxBodyBytes} bytes is sent in two steps: ask without a body, then PUT it to the answer’s uploadUrl.`,
    );
  }
}
