import { createHmac, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { ApiError, NOWHERE, onError, problem } from '@soundings/api/problems';
import type { Store } from '@soundings/store/store';
import { Hono } from 'hono';

const VALID_MS = 3_600_000;

/** What a presigned address is in the cloud: one that takes a file of any size for an announced import. */
export function uploads({ store, origin, wake }: { store: Store; origin: () => string; wake: () => void }) {
  async function signature(object: string, expires: string): Promise<string> {
    return createHmac('sha256', await store.secrets.get('uploads'))
      .update(`${object}\n${expires}`)
      .digest('base64url');
  }

  const routes = new Hono().onError(onError).notFound((c) => problem(c, 404, NOWHERE));
  routes.put('/uploads/:import/:part', async (c) => {
    const { import: id, part } = c.req.param();
    const object = `uploads/${id}/${part}`;
    const { expires = '', signature: given = '' } = c.req.query();
    const wanted = Buffer.from(await signature(object, expires));
    const known = given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted);
    if (!known || Number(expires) < Date.now())
      throw new ApiError(403, 'This address is not valid any more: announce the import again.');
    if (!c.req.raw.body) throw new ApiError(400, 'Send the file as the body.');
    const size = await store.bucket.put(object, Readable.fromWeb(c.req.raw.body as ReadableStream));
    await store.imports.start(id, { size });
    wake();
    return c.body(null, 204);
  });

  return {
    routes,
    async url(object: string): Promise<string> {
      const expires = String(Date.now() + VALID_MS);
      return `${origin()}/${object}?${new URLSearchParams({ expires, signature: await signature(object, expires) })}`;
    },
  };
}
