import { cpSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

export const FUNCTIONS = ['analyze', 'api', 'build-insights', 'deliver', 'import', 'scrape'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Kept out of the bundle and put beside it as packages: native code and models. Each by who depends on it. */
const BESIDE: Record<string, string> = {
  '@duckdb/node-api': 'packages/lake',
  '@node-rs/jieba': 'packages/text',
  tinyld: 'packages/text',
  'wink-eng-lite-web-model': 'packages/text',
};

export type BundleOptions = {
  folder: string;
  /** What the native packages are for; Lambda's is arm64. */
  cpu?: string;
  /** False leaves the packages beside out. */
  beside?: boolean;
};

/**
 * Writes what Lambda needs to run a function to `folder`: its code as ES modules, with parts that are loaded on demand
 * in files of their own, and beside it the packages for Linux that it needs as they are. Gives esbuild's account of it.
 */
export async function bundleFunction(
  name: FunctionName,
  { folder, cpu = 'arm64', beside = true }: BundleOptions,
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: join('functions', name, 'src/handler.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    tsconfig: join(root, 'tsconfig.base.json'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // Many packages name their CommonJS first for Node, which is larger and cannot be shaken.
    mainFields: ['module', 'main'],
    external: Object.keys(BESIDE).flatMap((external) => [external, `${external}/*`]),
    plugins: [zodInEnglish, modelsBeside(folder)],
    // CommonJS within the bundle asks for Node's own modules by `require`. The minifier does not see the names here.
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    metafile: true,
    logLevel: 'error',
  });
  if (beside) putPackagesBeside(metafile, { folder, cpu });
  return metafile;
}

/** Copies to `folder` what a bundle asks for as packages. */
export function putPackagesBeside(metafile: Metafile, { folder, cpu }: { folder: string; cpu: string }): void {
  for (const needed of packagesBeside(metafile)) {
    copyPackage(needed, { from: join(root, BESIDE[needed] ?? ''), folder, cpu });
  }
}

/** Which of our own sources each function is made of: their paths from the repository's root. */
export async function sourcesOfFunctions(): Promise<Record<FunctionName, string[]>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(FUNCTIONS.map((name) => [name, join('functions', name, 'src/handler.ts')])),
    outdir: 'none',
    write: false,
    tsconfig: join(root, 'tsconfig.base.json'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    loader: { '.json': 'empty' },
    plugins: [oursAlone],
    metafile: true,
    logLevel: 'error',
  });
  const sources = (name: FunctionName) => Object.keys(metafile.outputs[`none/${name}.js`]?.inputs ?? {});
  return Object.fromEntries(FUNCTIONS.map((name) => [name, sources(name)])) as Record<FunctionName, string[]>;
}

/** Leaves out what comes from a registry. */
const oursAlone: Plugin = {
  name: 'ours alone',
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@soundings/') ? undefined : { path, external: true },
    );
  },
};

/** The parts of a bundle that are read before the function can answer: without what is loaded on demand or stands beside. */
export function partsAtStart({ outputs }: Metafile): Metafile['outputs'][string][] {
  const read = new Set<string>();
  function add(path: string): void {
    if (read.has(path)) return;
    read.add(path);
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) add(next);
    }
  }
  for (const path of Object.keys(outputs)) if (path.endsWith('index.mjs')) add(path);
  return [...read].flatMap((path) => outputs[path] ?? []);
}

/** How many bytes these have. */
export function bytesAtStart(metafile: Metafile): number {
  return partsAtStart(metafile).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Whoever imports zod as one object gets its messages in fifty languages as well, some 250 KB; none is ever asked for. */
const zodInEnglish: Plugin = {
  name: 'zod in English',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** Our packages' models are parsed by Node from files of their own, which is faster than as part of the code. */
function modelsBeside(folder: string): Plugin {
  return {
    name: 'models beside',
    setup({ onResolve }) {
      onResolve({ filter: /\/data\/[\w-]+\.json$/ }, ({ path, resolveDir }) => {
        if (resolveDir.includes('node_modules')) return undefined;
        cpSync(join(resolveDir, path), join(folder, 'models', basename(path)));
        return { path: `./models/${basename(path)}`, external: true };
      });
    },
  };
}

/** Which packages the bundle asks for at run time. */
function packagesBeside({ outputs }: Metafile): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports.map(({ path }) => path));
  return Object.keys(BESIDE).filter((name) => imports.some((path) => path === name || path.startsWith(`${name}/`)));
}

type PackageJson = {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
};

/** Copies a package and what it depends on, as far as that is for this processor. */
function copyPackage(name: string, { from, folder, cpu }: { from: string; folder: string; cpu: string }): void {
  const source = findPackage(name, from);
  if (!source) throw new Error(`${name} is not installed for ${from}`);
  const { dependencies, optionalDependencies, ...machine } = readPackageJson(source);
  if (!admits(machine.os, 'linux') || !admits(machine.cpu, cpu) || !admits(machine.libc, 'glibc')) return;
  cpSync(source, join(folder, 'node_modules', name), { recursive: true });
  const installed = Object.keys(optionalDependencies ?? {}).filter((optional) => findPackage(optional, source));
  for (const needed of [...Object.keys(dependencies ?? {}), ...installed]) {
    copyPackage(needed, { from: source, folder, cpu });
  }
}

/** Where Node finds a package that the one in `from` asks for. */
function findPackage(name: string, from: string): string | undefined {
  const found = join(from, 'node_modules', name);
  if (existsSync(found)) return realpathSync(found);
  return dirname(from) === from ? undefined : findPackage(name, dirname(from));
}

function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

const admits = (list: string[] | undefined, value: string) => list === undefined || list.includes(value);
