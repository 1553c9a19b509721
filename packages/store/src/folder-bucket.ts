import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Bucket, NoSuchObject, TooLarge } from './bucket.ts';

const ABANDONED_MS = 86_400_000;

/**
 * The bucket in a folder: keys are paths below it. What is being written stands under `.partial/` until it is whole and
 * on the disk, then is renamed into place.
 */
export async function openFolderBucket(root: string): Promise<Bucket> {
  const partial = join(root, '.partial');
  await mkdir(partial, { recursive: true });
  await removeAbandoned(partial);

  function pathOf(key: string): string {
    const path = resolve(root, key);
    if (!path.startsWith(resolve(root) + sep) || key.split('/').includes('.partial')) throw new NoSuchObject(key);
    return path;
  }

  async function place(key: string, write: (path: string) => Promise<void>): Promise<void> {
    const whole = pathOf(key);
    const part = join(partial, randomBytes(12).toString('hex'));
    try {
      await write(part);
      await sync(part);
      await mkdir(dirname(whole), { recursive: true });
      await rename(part, whole);
      await sync(dirname(whole));
    } finally {
      await rm(part, { force: true });
    }
  }

  return {
    async put(key, body, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      let size = 0;
      const measured = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          done(size > maxBytes ? new TooLarge(`more than ${maxBytes} bytes`) : null, chunk);
        },
      });
      const source = body instanceof Readable ? body : Readable.from([Buffer.from(body)]);
      await place(key, (path) => pipeline(source, measured, createWriteStream(path)));
      return size;
    },

    putFile: (key, path) => place(key, (part) => copyFile(path, part)),

    get: (key) => readFile(pathOf(key)).catch(absentAs(undefined)),

    async read(key) {
      const handle = await open(pathOf(key)).catch(absentAs(undefined));
      if (!handle) throw new NoSuchObject(key);
      return handle.createReadStream({ highWaterMark: 1 << 18 });
    },

    async size(key) {
      const found = await stat(pathOf(key)).catch(absentAs(undefined));
      return found?.isFile() ? found.size : undefined;
    },

    async localPath(key) {
      const path = pathOf(key);
      if (!(await stat(path).catch(absentAs(undefined)))) throw new NoSuchObject(key);
      return path;
    },

    remove: (key) => rm(pathOf(key), { force: true }),

    async *list(prefix) {
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(absentAs([]));
      const keys = entries
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .split(sep)
            .join('/'),
        );
      yield* keys.filter((key) => key.startsWith(prefix) && !key.startsWith('.partial/')).sort();
    },
  };
}

/** What a kill left half-written; others may have the folder open and be writing now. */
async function removeAbandoned(partial: string): Promise<void> {
  for (const name of await readdir(partial)) {
    const path = join(partial, name);
    const found = await stat(path).catch(absentAs(undefined));
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

/** For a promise's `catch`: a file that is not there gives `value`, anything else stays an error. */
function absentAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return value;
    throw error;
  };
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
