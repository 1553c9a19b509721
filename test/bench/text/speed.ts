import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SpeedFigures } from './speed-process.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

// Where jieba, which is native and stays outside a bundle, is found from.
const BUNDLE = at('packages/text/.tsbuild/speed-process.mjs');

/**
 * What a bundle such as a function's is worth in a process of its own, measured by itself (speed-process.ts): CPU time,
 * so that whoever else uses the machine does not count.
 */
export function speed(): { figures: Partial<SpeedFigures>; rows: [] } {
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const options = ['--bundle', '--platform=node', '--format=esm', '--external:@node-rs/jieba', `--banner:js=${banner}`];
  const bundled = spawnSync(at('node_modules/.bin/esbuild'), [
    at('test/bench/text/speed-process.ts'),
    ...options,
    '--log-level=error',
    `--outfile=${BUNDLE}`,
  ]);
  if (bundled.status !== 0) throw new Error(`esbuild: ${bundled.stderr}`);
  const { stdout } = spawnSync(process.execPath, [BUNDLE], { encoding: 'utf8', env: { DATA: at('../shared/data/') } });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return { figures: line.startsWith('{') ? JSON.parse(line) : {}, rows: [] };
}
