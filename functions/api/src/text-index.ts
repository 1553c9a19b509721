import { stat } from 'node:fs/promises';
import { searchKey } from '@soundings/search/search-key';
import type { TextIndex } from '@soundings/search/text-index';
import { type Bucket, NoSuchObject } from '@soundings/store/bucket';
import type { Store } from '@soundings/store/store';

type Opened = { file: string; index: TextIndex };
const opened = new WeakMap<Bucket, Opened>();

/**
 * Asks the index of the texts that the shown build has seen, or gives undefined where there is none. It stays open until
 * its file is another one: a build makes a new one, an erasure replaces it.
 */
export async function withTextIndex<T>(store: Store, ask: (index: TextIndex) => T): Promise<T | undefined> {
  const build = await store.reports.current();
  const path = build && (await pathOf(store.bucket, searchKey(build.id)));
  if (!path) return undefined;
  const { ino, mtimeMs } = await stat(path);
  const file = `${path} ${ino} ${mtimeMs}`;
  const former = opened.get(store.bucket);
  if (former?.file === file) return ask(former.index);
  // On demand: few of the functions that load this code are ever asked for texts.
  const { openTextIndex } = await import('@soundings/search/text-index');
  const index = openTextIndex(path);
  const last = opened.get(store.bucket);
  opened.set(store.bucket, { file, index });
  last?.index.close();
  return ask(index);
}

async function pathOf(bucket: Bucket, key: string): Promise<string | undefined> {
  try {
    return await bucket.localPath(key);
  } catch (error) {
    if (error instanceof NoSuchObject) return undefined;
    throw error;
  }
}
