import { cpSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

export const FUNCTIONS = ['analyze', 'api', 'build-insights', 'import', 'scrape'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where a function's own files lie. */
export const folderOf = (name: FunctionName): string => join(root, 'functions', name);

/** Kept out of the bundle and put beside it as packages: native code and models. Each by who depends on it. */
const BESIDE: Record<string, string> = {
  '@duckdb/node-api': 'packages/lake',
  '@node-rs/jieba': 'packages/text',
  'wink-eng-lite-web-model': 'packages/text',
};

/**
 * Writes what Lambda needs to run a function to `folder`: its code as ES modules, with parts that are loaded on demand
 * in files of their own, and for Linux on arm64 the packages that it needs beside. Gives esbuild's account of it.
 */
export function bundleFunction(name: FunctionName, folder: string): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: { index: join(folderOf(name), 'src/handler.ts') },
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
    external: Object.keys(BESIDE).flatMap((name) => [name, `${name}/*`]),
    // CommonJS within the bundle asks for Node's own modules by `require`.
    banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    metafile: true,
    logLevel: 'error',
  });
  for (const beside of packagesBeside(metafile))
    copyPackage(beside, { from: join(root, BESIDE[beside] ?? ''), folder });
  return metafile;
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

/** Copies a package and what it depends on, as far as that is for Linux on arm64. */
function copyPackage(name: string, { from, folder }: { from: string; folder: string }): void {
  const source = findPackage(name, from);
  if (!source) throw new Error(`${name} is not installed for ${from}`);
  const { dependencies, optionalDependencies, os, cpu, libc } = readPackageJson(source);
  if (!admits(os, 'linux') || !admits(cpu, 'arm64') || !admits(libc, 'glibc')) return;
  cpSync(source, join(folder, 'node_modules', name), { recursive: true });
  const installed = Object.keys(optionalDependencies ?? {}).filter((optional) => findPackage(optional, source));
  for (const needed of [...Object.keys(dependencies ?? {}), ...installed]) {
    copyPackage(needed, { from: source, folder });
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
