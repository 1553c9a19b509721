import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleFunction, bytesAtStart } from '../../../infra/src/function-bundle.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const LOADS = 11;
const DEPLOYED = {
  ...process.env,
  AWS_REGION: 'eu-central-1',
  TABLE_NAME: 'none',
  BUCKET_NAME: 'none',
  CONTACT: 'none',
};

/** The collector as one file: its engine, fetcher, connectors and its part of the store, without the clients of a cloud. */
const COLLECTOR = `
  export { runScrapes } from '@soundings/scrape/run-scrapes';
  export { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
  export { openCollectorStore } from '@soundings/store/collector-store';`;

const loadOf = (file: string) => `
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await import(${JSON.stringify(file)});
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms: performance.now() - began, cpuMs: (user + system) / 1000 }));`;

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: entry, resolveDir: join(root, 'test/bench'), loader: 'ts' },
    outfile,
    tsconfig: join(root, 'tsconfig.base.json'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
    plugins: [
      {
        name: 'zod in English',
        setup({ onLoad }) {
          onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
            contents: "export { default as en } from './en.js';",
          }));
        },
      },
    ],
    logLevel: 'error',
  });
}

/** Kilobytes that the whole Lambda reads before it can collect, the clients of AWS among them, and the shortest of its loads. */
export async function weighLambda(): Promise<{ kilobytes: number; loadMs: number }> {
  return inFolder(async (folder) => {
    const kilobytes = bytesAtStart(await bundleFunction('scrape', { folder })) / 1000;
    const loads = Array.from({ length: LOADS }, (): { ms: number } =>
      JSON.parse(run(loadOf(join(folder, 'index.mjs')), DEPLOYED)),
    );
    return { kilobytes, loadMs: Math.min(...loads.map(({ ms }) => ms)) };
  });
}

/** Kilobytes of the bundled collector, and the shortest of eleven loads, in milliseconds by the clock and of processor time. */
export async function weighCollector(): Promise<{ kilobytes: number; loadMs: number; cpuMs: number }> {
  return inFolder(async (folder) => {
    const file = join(folder, 'collector.mjs');
    await bundle(COLLECTOR, file);
    const loads = Array.from({ length: LOADS }, (): { ms: number; cpuMs: number } => JSON.parse(run(loadOf(file))));
    // Whatever else the machine does only adds.
    const [loadMs, cpuMs] = [Math.min(...loads.map(({ ms }) => ms)), Math.min(...loads.map(({ cpuMs }) => cpuMs))];
    return { kilobytes: (await stat(file)).size / 1000, loadMs, cpuMs };
  });
}

export type Parsing = {
  kilobytes: number;
  reviews: number;
  jsonLd: number;
  microdata: number;
  selectors: number;
  megabytes: number;
};

/** Reads product pages in a process of its own, which says how many a second and how much memory it took. */
export async function parsePages(): Promise<Parsing> {
  return inFolder(async (folder) => {
    const file = join(folder, 'parse.mjs');
    await bundle("import './reviews/parse-pages.ts';", file);
    return JSON.parse(execFileSync(process.execPath, [file]).toString());
  });
}

export type Bomb = { packed: number; inflated: number; reason: string; megabytes: number };

/** Fetches a page that inflates without end, in a process of its own, which says by how much its memory grew. */
export async function fetchBomb(): Promise<Bomb> {
  return inFolder(async (folder) => {
    const file = join(folder, 'bomb.mjs');
    await bundle("import './reviews/gzip-bomb.ts';", file);
    return JSON.parse(execFileSync(process.execPath, [file]).toString());
  });
}

function run(script: string, env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString();
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'reviews-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
