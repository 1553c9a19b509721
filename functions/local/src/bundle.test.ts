import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { freshBundle, keepBundle } from './bundle.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let cache: string;
let source: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'bundles-'));
  source = join(cache, 'source.ts');
  await writeFile(source, 'one');
});

async function kept(name: string, began = Date.now() + 1): Promise<string> {
  const folder = join(cache, name);
  await mkdir(folder);
  await keepBundle({ folder, files: [relative(ROOT, source)], began }, cache);
  return folder;
}

test('a bundle serves the next start, the latest one where there are several', async () => {
  expect(await freshBundle(cache)).toBeUndefined();
  await kept('bundle-a');
  const latest = await kept('bundle-b');
  expect(await freshBundle(cache)).toBe(latest);
});

test('a bundle during whose making a source was written serves no other start', async () => {
  await kept('bundle-a', Date.now() - 10_000);
  expect(await freshBundle(cache)).toBeUndefined();
});

test.each([
  ['a source has another size', () => writeFile(source, 'three')],
  ['a source was written anew', () => utimes(source, new Date(), new Date(Date.now() + 1000))],
  ['a source is gone', () => rm(source)],
  ['it was removed', () => rm(join(cache, 'bundle-a'), { recursive: true })],
])('a bundle is of no use when %s', async (_, change) => {
  await kept('bundle-a');
  await change();
  expect(await freshBundle(cache)).toBeUndefined();
});

test('a bundle of a week ago is removed once there is another; a younger one may still be in use', async () => {
  const old = await kept('bundle-a');
  await kept('bundle-b');
  await utimes(old, new Date(), new Date(Date.now() - 8 * 24 * 3_600_000));
  await rm(source);
  await writeFile(source, 'two');
  await kept('bundle-c');
  expect((await readdir(cache)).filter((name) => name.startsWith('bundle-'))).toEqual(['bundle-b', 'bundle-c']);
});
