import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { buildAssets } from './assets/build-assets.ts';

test('the served style and script are made of their sources: run pnpm build:page-assets after a change', async () => {
  expect(await readFile(new URL('assets.generated.ts', import.meta.url), 'utf8')).toBe(await buildAssets());
});
