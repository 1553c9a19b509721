import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bundleFunction,
  bytesAtStart,
  FUNCTIONS,
  type FunctionName,
  partsAtStart,
  putPackagesBeside,
} from './function-bundle.ts';

const metafiles: Partial<Record<FunctionName, Metafile>> = {};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function bytesOf(path: string): Promise<number> {
  const sizes = (await readdir(path, { recursive: true })).map(async (name) => (await stat(join(path, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const MEGABYTE = 1_000_000;
const AT_START: Record<FunctionName, number> = {
  api: 0.9,
  analyze: 1,
  import: 1,
  'build-insights': 1,
  deliver: 1,
  scrape: 1,
};

test.each(FUNCTIONS)('%s is small where it starts, loads from its bundle alone and has a handler', async (name) => {
  const bundle = join(folder, name);
  const metafile = await bundleFunction(name, { folder: bundle, cpu: process.arch });
  metafiles[name] = metafile;
  expect(bytesAtStart(metafile)).toBeLessThan(AT_START[name] * MEGABYTE);
  // What is loaded on demand is at least read, so that no part of it is found broken only when it is asked for.
  const script = `
    const { readdirSync, readFileSync } = await import('node:fs');
    const { SourceTextModule } = await import('node:vm');
    const parts = readdirSync('.').filter((name) => name.endsWith('.mjs'));
    for (const identifier of parts) new SourceTextModule(readFileSync(identifier, 'utf8'), { identifier });
    console.log(typeof (await import(${JSON.stringify(join(bundle, 'index.mjs'))})).handler)`;
  const variables = ['TABLE_NAME', 'BUCKET_NAME', 'IMPORT_FUNCTION', 'BUILD_FUNCTION', 'CONTACT'];
  const env = { ...Object.fromEntries(variables.map((key) => [key, 'none'])), AWS_REGION: 'eu-central-1' };
  const node = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', '--input-type=module'];
  const printed = execFileSync(process.execPath, [...node, '-e', script], { env, cwd: bundle });
  expect(printed.toString()).toBe('function\n');
});

test.each([
  ['analyze', '@node-rs/jieba-linux-arm64-gnu'],
  ['build-insights', '@duckdb/node-bindings-linux-arm64'],
] as const)('%s has the binary for Lambda, %s, beside it and fits into Lambda', async (name, binary) => {
  const metafile = metafiles[name];
  if (!metafile) throw new Error('it has to be bundled first');
  const beside = join(folder, `${name}-arm64`);
  putPackagesBeside(metafile, { folder: beside, cpu: 'arm64' });
  expect(existsSync(join(beside, 'node_modules', binary))).toBe(true);
  const code = Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0);
  const models = join(folder, name, 'models');
  const besides = [beside, ...(existsSync(models) ? [models] : [])];
  const bytes = (await Promise.all(besides.map(bytesOf))).reduce((sum, size) => sum + size, code);
  expect(bytes).toBeLessThan(250 * MEGABYTE);
});

test('the tracer is on demand in each, and in no part that is read at start', () => {
  const isTracer = ({ inputs }: Metafile['outputs'][string]) => Object.keys(inputs).some((path) => /xray/.test(path));
  for (const name of FUNCTIONS) {
    const metafile = metafiles[name];
    expect(Object.values(metafile?.outputs ?? {}).filter(isTracer)).toHaveLength(1);
    expect(metafile && partsAtStart(metafile).filter(isTracer)).toEqual([]);
  }
});
