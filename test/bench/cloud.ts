import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunction, bytesAtStart, FUNCTIONS, type FunctionName } from '../../infra/src/function-bundle.ts';
import { type Row, report } from './figures.ts';

// What Lambda is given to run, how long its modules take to load, and how long the whole takes to synthesise.
// Peer and limit: an empty module, loaded in the same way by the same Node.

const root = fileURLToPath(new URL('../../', import.meta.url));
const LOADS = 7;

const environment = {
  ...process.env,
  ...Object.fromEntries(
    ['TABLE_NAME', 'BUCKET_NAME', 'IMPORT_FUNCTION', 'BUILD_FUNCTION', 'CONTACT'].map((key) => [key, 'none']),
  ),
  AWS_REGION: 'eu-central-1',
};

/** The median time that a fresh Node takes to import a module, in ms. */
function loadMs(path: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(path)}); console.log(performance.now() - t)`;
  const times = Array.from({ length: LOADS }, () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: environment })),
  );
  return times.sort((a, b) => a - b)[LOADS >> 1] ?? Number.NaN;
}

async function bytesOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function measure(name: FunctionName, folder: string) {
  const metafile = await bundleFunction(name, { folder: join(folder, 'lambda', name) });
  // To be loaded here its packages must be for this processor.
  await bundleFunction(name, { folder: join(folder, 'here', name), cpu: process.arch });
  return {
    kb: bytesAtStart(metafile) / 1000,
    allKb: Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0) / 1000,
    mb: (await bytesOf(join(folder, 'lambda', name))) / 1e6,
    ms: loadMs(join(folder, 'here', name, 'index.mjs')),
  };
}

function synthSeconds(folder: string): number {
  const started = performance.now();
  execFileSync(join(root, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', join(folder, 'cdk.out')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return (performance.now() - started) / 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'bench-cloud-'));
try {
  const measured = new Map<string, Awaited<ReturnType<typeof measure>>>();
  for (const name of FUNCTIONS) measured.set(name, await measure(name, folder));
  const synth = synthSeconds(folder);
  const rows: Row[] = [...measured].map(([name, { kb, allKb, mb, ms }]) => [
    name,
    Math.round(kb),
    Math.round(allKb),
    mb,
    ms,
  ]);
  report(
    {
      'api.kb': measured.get('api')?.kb,
      'api.load.ms': measured.get('api')?.ms,
      'analyze.kb': measured.get('analyze')?.kb,
      'scrape.kb': measured.get('scrape')?.kb,
      'build.mb': measured.get('build-insights')?.mb,
      'synth.seconds': synth,
    },
    [
      ['function', 'KB of code at start', 'in all', 'MB unzipped', 'ms to load'],
      ...rows,
      ['an empty module', 0, 0, 0, loadMs('data:text/javascript,')],
      ['', '', '', '', ''],
      ['synth, s', synth],
      [`Node ${process.version}, ${process.arch}, ${cpus().length} cores`, ''],
    ],
  );
} finally {
  await rm(folder, { recursive: true });
}
