// Run by `pnpm build:page-assets` after a change of the team pages' script or style; a test fails until it was.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The team pages' script and style, minified, as the source of `assets.generated.ts`. */
export async function buildAssets(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [at('team.ts'), at('team.css')],
    outdir: at('.'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome105', 'safari15.4', 'firefox110'],
    charset: 'utf8',
    write: false,
  });
  const textOf = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text.trim() ?? '';
  const line = (name: string, text: string) => `export const ${name} = ${JSON.stringify(text)};\n`;
  return `// Made by assets/build-assets.ts of team.ts and team.css.\n// biome-ignore-all lint: minified\n// biome-ignore-all format: minified\n${line('script', textOf('.js'))}${line('style', textOf('.css'))}`;
}

function at(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(at('../assets.generated.ts'), await buildAssets());
