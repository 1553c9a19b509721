import type { Context } from 'hono';
import type { BodyData, ParseBodyOptions } from 'hono/utils/body';
import { boundedBody } from '../bounded-body.ts';
import { ApiError } from '../problems.ts';

/**
 * The fields of a form that is held whole; with `all` a field that is there several times has all its values. Files of
 * any size are taken by `upload-form.ts`. Throws `ApiError`: 400 for a form that is damaged or cut off, 413 for a long one.
 */
export function heldForm<T extends Partial<ParseBodyOptions>>(c: Context, options?: T): Promise<BodyData<T>> {
  return held(c, () => c.req.parseBody<T, BodyData<T>>(options));
}

/** The same as it was sent, in its order. */
export function heldEntries(c: Context): Promise<FormData> {
  return held(c, () => c.req.formData());
}

async function held<T>(c: Context, read: () => Promise<T>): Promise<T> {
  await boundedBody(c, async () => {});
  return read().catch((cause: unknown) => {
    throw new ApiError(400, 'This is no form, or it is damaged.', [], { cause });
  });
}
