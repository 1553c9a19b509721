import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { buildAssets } from './build-assets.ts';

it('the survey pages’ script and style are built from their sources (else run pnpm build:survey-assets)', async () => {
  const built = await readFile(new URL('assets.generated.ts', import.meta.url), 'utf8');
  expect(await buildAssets()).toBe(built);
});
