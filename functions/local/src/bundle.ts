import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/soundings');
/** Says in the cache which bundle is of use, and of which files it was made, as they then were. */
const LATEST = 'latest.json';
/** What a bundle follows from beside what is in it. */
const SETTINGS = ['pnpm-lock.yaml', 'tsconfig.base.json', relative(ROOT, fileURLToPath(import.meta.url))];
/** A machine may run from an older bundle than the latest, and load more of it when it is needed. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** Native code and models are loaded from where they are installed. */
const INSTALLED = /^(@duckdb\/node-bindings|@node-rs\/jieba|tinyld|wink-eng-lite-web-model)($|\/)/;

/** With the root, lest a copy of the repository starts the bundle of the original. */
type Latest = { root: string; folder: string; madeOf: Record<string, { size: number; written: number }> };

/**
 * Gives the address of `main.ts` in a bundle of all that it and the worker load: few files, which Node loads in a third of
 * the time that it takes for the hundreds of sources. It is made when a source has changed since the last one was.
 */
export async function bundledMain(): Promise<string> {
  const folder = (await freshBundle()) ?? (await makeBundle());
  return pathToFileURL(join(folder, 'main.js')).href;
}

/** The folder of the latest bundle, unless something that it was made of has changed. */
export async function freshBundle(cache = CACHE): Promise<string | undefined> {
  const text = await readFile(join(cache, LATEST), 'utf8').catch(() => undefined);
  if (!text) return undefined;
  const { root, folder, madeOf }: Latest = JSON.parse(text);
  const now = await statesOf(Object.keys(madeOf)).catch(() => undefined);
  return root === ROOT && existsSync(folder) && isDeepStrictEqual(now, madeOf) ? folder : undefined;
}

/** Size and time of change of files, whose paths are from the repository's root. */
async function statesOf(files: readonly string[]): Promise<Latest['madeOf']> {
  const states = files.map(async (file) => {
    const { size, mtimeMs } = await stat(join(ROOT, file));
    return [file, { size, written: mtimeMs }] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

async function makeBundle(): Promise<string> {
  const { build } = await import('esbuild');
  const folder = await newFolder();
  const began = Date.now();
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['main', 'worker'].map((name) => join(ROOT, `functions/local/src/${name}.ts`)),
    outdir: folder,
    tsconfig: join(ROOT, 'tsconfig.base.json'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    plugins: [installed],
    // CommonJS within the bundle asks for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    charset: 'utf8',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'error',
  });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const inputs = Object.keys(metafile.inputs);
  const packages = new Set(inputs.map((file) => /^(packages|functions)\/[^/]+\//.exec(file)?.[0]).filter(Boolean));
  const files = [...inputs, ...SETTINGS, ...[...packages].map((each) => `${each}package.json`)];
  if (dirname(folder) === CACHE) await keepBundle({ folder, files, began });
  return folder;
}

/** Where nothing may be written beside the sources, a bundle is made for each start. */
async function newFolder(): Promise<string> {
  try {
    await mkdir(CACHE, { recursive: true });
    return await mkdtemp(join(CACHE, 'bundle-'));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return mkdtemp(join(tmpdir(), 'soundings-bundle-'));
  }
}

/**
 * Makes a bundle that was begun then and made of these files the latest, in one step: others may be starting at the same
 * time. What was written meanwhile may or may not be in it, so that it serves this start alone.
 */
export async function keepBundle(
  { folder, files, began }: { folder: string; files: readonly string[]; began: number },
  cache = CACHE,
): Promise<void> {
  const madeOf = await statesOf(files);
  if (Object.values(madeOf).some(({ written }) => written >= began)) return;
  const latest: Latest = { root: ROOT, folder, madeOf };
  await writeFile(join(folder, LATEST), JSON.stringify(latest));
  await rename(join(folder, LATEST), join(cache, LATEST));
  for (const name of await readdir(cache)) {
    const other = join(cache, name);
    const { mtimeMs } = await stat(other).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - KEPT_MS && other !== folder) await rm(other, { recursive: true, force: true });
  }
}

const installed: Plugin = {
  name: 'installed',
  setup({ onResolve, resolve }) {
    onResolve({ filter: INSTALLED }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === installed) return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: installed });
      return { path: kind === 'require-call' ? found.path : pathToFileURL(found.path).href, external: true };
    });
    // Node parses JSON from files of its own faster than as part of the code.
    onResolve({ filter: /\/data\/[\w-]+\.json$/ }, ({ path, resolveDir }) => {
      if (resolveDir.includes('node_modules')) return undefined;
      return { path: pathToFileURL(join(resolveDir, path)).href, external: true };
    });
  },
};
