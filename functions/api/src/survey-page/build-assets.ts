// Run by `pnpm build:survey-assets` after a change of the survey pages' script or style; a test fails until it was.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleAssets } from '../bundle-assets.ts';

/** The survey pages' script and style, minified, as the source of `assets.generated.ts`. */
export function buildAssets(): Promise<string> {
  return bundleAssets({
    script: at('enhancement.ts'),
    style: at('survey-page.css'),
    made: 'Made by build-assets.ts of enhancement.ts and survey-page.css.',
  });
}

function at(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(at('assets.generated.ts'), await buildAssets());
