import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Bucket } from '../bucket.ts';
import type { Item } from '../table.ts';
import type { Installation } from './installation.ts';

/** What is due to vanish within the hour (sign-in links, repeated requests) stays behind. */
const LASTS_SECONDS = 3600;
const PAGE = 100;

export type MoveProgress = { step: 'objects' | 'items' | 'verifying'; done: number; copied: number };

/** What an installation holds, reduced to what can be compared: equal contents have equal digests, in any order. */
export type Contents = { items: number; itemsDigest: string; objects: number; bytes: number; objectsDigest: string };

export type Moved = { copied: { items: number; objects: number }; contents: Contents };

/** The two sides differ after all was copied; the message says in what. */
export class NotEqual extends Error {
  override name = 'NotEqual';
}

/**
 * Copies all that `from` holds into `to` and compares both sides by number and SHA-256. Objects go before the items that
 * name them, and what is there already and equal is passed over: stopped at any point, it is simply run again. Neither
 * side may be at work meanwhile. Throws `NotEqual` where `to` then holds something else, or more.
 */
export async function move(
  from: Installation,
  to: Installation,
  { onProgress = () => {}, now = Date.now() }: { onProgress?: (progress: MoveProgress) => void; now?: number } = {},
): Promise<Moved> {
  const lasts = (item: Item) => item.expires === undefined || item.expires > now / 1000 + LASTS_SECONDS;
  const copied = { items: 0, objects: 0 };
  let done = 0;
  for await (const key of from.bucket.list('')) {
    if (!(await areEqual(from.bucket, to.bucket, key))) {
      await to.bucket.put(key, await from.bucket.read(key));
      copied.objects++;
    }
    onProgress({ step: 'objects', done: ++done, copied: copied.objects });
  }
  done = 0;
  for await (const page of from.scan()) {
    const items = page.filter(lasts);
    for (let i = 0; i < items.length; i += PAGE) copied.items += await copyItems(to, items.slice(i, i + PAGE));
    done += items.length;
    onProgress({ step: 'items', done, copied: copied.items });
  }
  const [wanted, found] = [await contentsOf(from, { lasts, onProgress }), await contentsOf(to, { lasts, onProgress })];
  for (const what of Object.keys(wanted) as (keyof Contents)[]) {
    if (wanted[what] !== found[what])
      throw new NotEqual(
        `${what}: ${wanted[what]} on one side, ${found[what]} on the other. Is either of them at work, or was the target not empty?`,
      );
  }
  return { copied, contents: wanted };
}

/** What an installation holds. */
export async function contentsOf(
  { bucket, scan }: Installation,
  {
    lasts = () => true,
    onProgress = () => {},
  }: { lasts?: (item: Item) => boolean; onProgress?: (progress: MoveProgress) => void } = {},
): Promise<Contents> {
  const items = sumOfDigests();
  for await (const page of scan()) {
    for (const item of page.filter(lasts)) items.add(JSON.stringify(contentOf(item)));
    onProgress({ step: 'verifying', done: items.count(), copied: 0 });
  }
  const objects = sumOfDigests();
  let bytes = 0;
  for await (const key of bucket.list('')) {
    bytes += (await bucket.size(key)) ?? 0;
    objects.add(`${key} ${await sha256Of(bucket, key)}`);
    onProgress({ step: 'verifying', done: items.count() + objects.count(), copied: 0 });
  }
  return {
    items: items.count(),
    itemsDigest: items.digest(),
    objects: objects.count(),
    bytes,
    objectsDigest: objects.digest(),
  };
}

/** Writes those that are missing or differ; gives how many. */
async function copyItems({ table }: Installation, items: readonly Item[]): Promise<number> {
  const there = new Map((await table.getMany(items)).map((item) => [`${item.pk}\n${item.sk}`, item]));
  const missing = items.filter(({ pk, sk }) => !there.has(`${pk}\n${sk}`));
  await table.create(missing.map(contentOf));
  const differing = items.flatMap((item) => {
    const found = there.get(`${item.pk}\n${item.sk}`);
    return found && !isDeepStrictEqual(contentOf(item), contentOf(found))
      ? [{ item: contentOf(item), was: found.version }]
      : [];
  });
  await table.replaceMany(differing);
  return missing.length + differing.length;
}

/** An item without its version, which counts the writes of one installation; named in one order. */
function contentOf({ pk, sk, value, waits, expires }: Item) {
  return {
    pk,
    sk,
    value,
    ...(waits && { waits: { queue: waits.queue, due: waits.due } }),
    ...(expires !== undefined && { expires }),
  };
}

async function areEqual(a: Bucket, b: Bucket, key: string): Promise<boolean> {
  const [sizeA, sizeB] = [await a.size(key), await b.size(key)];
  return sizeA === sizeB && (await sha256Of(a, key)) === (await sha256Of(b, key));
}

async function sha256Of(bucket: Bucket, key: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await bucket.read(key)) hash.update(chunk);
  return hash.digest('hex');
}

/** The sum of SHA-256 digests modulo 2²⁵⁶: the same for the same texts in any order, and no two cancel out as by XOR. */
function sumOfDigests() {
  let count = 0;
  let sum = 0n;
  return {
    add(text: string): void {
      count++;
      sum = (sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % 2n ** 256n;
    },
    count: () => count,
    digest: () => sum.toString(16).padStart(64, '0'),
  };
}
