import { build } from 'esbuild';

/**
 * A page's script and style, bundled and minified, as the source of the module that serves them. `made` says there of what
 * it is made.
 */
export async function bundleAssets({ script, style, made }: { script: string; style: string; made: string }) {
  const { outputFiles } = await build({
    entryPoints: [script, style],
    outdir: '.',
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome105', 'safari15.4', 'firefox110'],
    charset: 'utf8',
    write: false,
  });
  const textOf = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text.trim() ?? '';
  const line = (name: string, text: string) => `export const ${name} = ${JSON.stringify(text)};\n`;
  return [
    `// ${made}\n// biome-ignore-all lint: minified\n// biome-ignore-all format: minified\n`,
    line('script', textOf('.js')),
    line('style', textOf('.css')),
  ].join('');
}
