// Run by `pnpm build:page-assets` after a change of the team pages' script or style; a test fails until it was.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleAssets } from '../../bundle-assets.ts';

/** The team pages' script and style, minified, as the source of `assets.generated.ts`. */
export function buildAssets(): Promise<string> {
  return bundleAssets({
    script: at('team.ts'),
    style: at('team.css'),
    made: 'Made by assets/build-assets.ts of team.ts and team.css.',
  });
}

function at(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(at('../assets.generated.ts'), await buildAssets());
