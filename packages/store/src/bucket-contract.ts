import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bucket, NoSuchObject, TooLarge } from './bucket.ts';

/** What every adapter of the bucket must do, as tests over one that `open` gives. */
export function describeBucket(name: string, open: () => Promise<Bucket>): void {
  describe(name, () => {
    let bucket: Bucket;
    beforeAll(async () => {
      bucket = await open();
    });

    async function keys(prefix: string): Promise<string[]> {
      const found: string[] = [];
      for await (const key of bucket.list(prefix)) found.push(key);
      return found;
    }

    test('an object is read as it was written, whole or as a stream', async () => {
      expect(await bucket.put('text/a.txt', '苹果')).toBe(6);
      expect((await bucket.get('text/a.txt'))?.toString()).toBe('苹果');
      const chunks: Buffer[] = [];
      for await (const chunk of await bucket.read('text/a.txt')) chunks.push(chunk);
      expect(Buffer.concat(chunks).toString()).toBe('苹果');
      expect(await bucket.size('text/a.txt')).toBe(6);
    });

    test('a stream of any length is written without being held', async () => {
      const megabyte = Buffer.alloc(1 << 20, 7);
      const size = await bucket.put('large', Readable.from(Array.from({ length: 12 }, () => megabyte)));
      expect(size).toBe(12 << 20);
      expect(await bucket.size('large')).toBe(12 << 20);
    });

    test('past the limit nothing is left behind', async () => {
      const body = Readable.from([Buffer.alloc(60), Buffer.alloc(60)]);
      await expect(bucket.put('limited', body, { maxBytes: 100 })).rejects.toBeInstanceOf(TooLarge);
      expect(await bucket.get('limited')).toBeUndefined();
    });

    test('a stream that breaks leaves the former object', async () => {
      await bucket.put('broken', 'former');
      const body = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw new Error('cut off');
        })(),
      );
      await expect(bucket.put('broken', body)).rejects.toThrow('cut off');
      expect((await bucket.get('broken'))?.toString()).toBe('former');
    });

    test('an absent object is undefined, or an error where a body is needed', async () => {
      expect(await bucket.get('absent')).toBeUndefined();
      expect(await bucket.size('absent')).toBeUndefined();
      await expect(bucket.read('absent')).rejects.toBeInstanceOf(NoSuchObject);
      await expect(bucket.localPath('absent')).rejects.toBeInstanceOf(NoSuchObject);
    });

    test('files go in and come out as files', async () => {
      const path = join(tmpdir(), `bucket-${process.pid}.txt`);
      await writeFile(path, 'from a file');
      await bucket.putFile('files/a', path);
      expect(await readFile(await bucket.localPath('files/a'), 'utf8')).toBe('from a file');
    });

    test('keys are listed by prefix and in order', async () => {
      await Promise.all(['list/b', 'list/a/1', 'list/a/2', 'listed'].map((key) => bucket.put(key, key)));
      expect(await keys('list/')).toEqual(['list/a/1', 'list/a/2', 'list/b']);
      expect(await keys('list/a/')).toEqual(['list/a/1', 'list/a/2']);
      expect(await keys('none/')).toEqual([]);
    });

    test('a removed object is gone; removing it again is no error', async () => {
      await bucket.put('remove', 'x');
      await bucket.remove('remove');
      await bucket.remove('remove');
      expect(await bucket.get('remove')).toBeUndefined();
    });
  });
}
