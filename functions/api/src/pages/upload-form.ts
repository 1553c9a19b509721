import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Busboy } from '@fastify/busboy';
import type { Context } from 'hono';
import { ApiError } from '../problems.ts';

const LIMITS = { fields: 30, fieldSize: 2000, files: 1 };

/**
 * Reads a form with one file as it arrives: `take` gets the fields that stand before the file, and the file as a stream
 * that is never held whole. Throws `ApiError` for what is no such form or has no file chosen.
 */
export async function readUpload<T>(
  c: Context,
  take: (fields: Readonly<Record<string, string>>, file: Readable, fileName: string) => Promise<T>,
): Promise<T> {
  const type = c.req.header('content-type') ?? '';
  const { body } = c.req.raw;
  if (!body || !type.startsWith('multipart/form-data')) throw new ApiError(400, 'Send a form with a file.');
  const fields: Record<string, string> = {};
  let taken: Promise<T> | undefined;

  const source = Readable.fromWeb(body as ReadableStream);
  const form = formOf(type);
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('file', (_name, file, filename) => {
    // A form that is cut off fails its file as well, whether or not anybody reads it still.
    file.on('error', () => {});
    source.on('error', (error) => file.destroy(error));
    if (!filename) return file.resume();
    taken = take(fields, file, filename);
    // What is left of a refused file is read over, so that the browser gets to hear the answer.
    taken.catch(() => source.unpipe(form).resume());
  });
  await new Promise<void>((resolve, reject) => {
    form.on('finish', resolve);
    form.on('error', (cause) => reject(damaged(cause)));
    source.on('end', () => taken?.catch(() => resolve()));
    source.on('error', reject);
    source.pipe(form);
  });
  if (!taken) throw new ApiError(400, 'No file was chosen.');
  return taken;
}

function formOf(type: string) {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: LIMITS });
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause: unknown): ApiError {
  return new ApiError(400, 'This is no form, or it is cut off.', [], { cause });
}
