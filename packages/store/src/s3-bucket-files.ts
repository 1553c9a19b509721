import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TooLarge } from './bucket.ts';

/** The longest that a Lambda runs: a path given out longer ago is in nobody's hands any more. */
const IN_USE_MS = 15 * 60_000;

type LocalFile = { key: string; etag: string; path: string; bytes: number; usedAt: number };

export type FetchedObject = { body: Readable; etag: string; bytes: number };

type LocalFilesOptions = {
  folder: string;
  maxBytes: number;
  /** Gets an object, or undefined if its version is still `etag`. */
  fetch: (key: string, etag: string | undefined) => Promise<FetchedObject | undefined>;
};

/**
 * Objects as files in `folder`, `maxBytes` at most. Those that nobody asked for in a quarter of an hour make room for
 * others, the least recently used first; where that is not enough, `pathOf` throws `TooLarge`.
 */
export function openLocalFiles({ folder, maxBytes, fetch }: LocalFilesOptions) {
  /** The least recently used first. */
  let files: LocalFile[] = [];
  const underWay = new Map<string, Promise<string>>();

  async function drop(file: LocalFile): Promise<void> {
    files = files.filter((other) => other !== file);
    await rm(file.path, { force: true });
  }

  async function makeRoom(): Promise<void> {
    const held = () => files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const file of files.filter(({ usedAt }) => usedAt < Date.now() - IN_USE_MS)) {
      if (held() > maxBytes) await drop(file);
    }
    if (held() > maxBytes) throw new TooLarge(`the objects in use as files have more than ${maxBytes} bytes`);
  }

  async function download(key: string, { body, etag, bytes }: FetchedObject): Promise<string> {
    const path = join(folder, createHash('sha256').update(`${key}\n${etag}`).digest('hex'));
    const file = { key, etag, path, bytes, usedAt: Date.now() };
    files.push(file);
    try {
      await makeRoom();
      await mkdir(folder, { recursive: true });
      await pipeline(body, createWriteStream(path));
      const { size } = await stat(path);
      if (size !== bytes) throw new Error(`${size} of ${bytes} bytes of ${key} arrived`);
    } catch (error) {
      body.destroy();
      await drop(file);
      throw error;
    }
    return path;
  }

  async function current(key: string): Promise<string> {
    const former = files.findLast((file) => file.key === key);
    const fetched = await fetch(key, former?.etag);
    if (fetched) return download(key, fetched);
    if (!former) throw new Error(`${key} was not sent, though no copy of it was named`);
    files = [...files.filter((file) => file !== former), Object.assign(former, { usedAt: Date.now() })];
    return former.path;
  }

  return {
    /** A path of the object's present version. */
    pathOf(key: string): Promise<string> {
      const path = underWay.get(key) ?? current(key).finally(() => underWay.delete(key));
      underWay.set(key, path);
      return path;
    },
  };
}
