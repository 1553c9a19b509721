import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDuckDb } from '@soundings/lake/duckdb';
import { buildPersonas } from '@soundings/personas/build-personas';
import type { PersonaTables } from '@soundings/personas/persona-input';
import { generateLake, MILLION_THEMES } from './million-lake.ts';

export type Speed = { seconds: number; mb: number; personas: number };

const SIZE = { customers: 1_000_000, responses: 100_000, mentions: 1_000_000 };

/**
 * How long all personas of 1M customers, 100k responses and 1M mentions take and the most memory that they need,
 * measured in a process of their own: the one that made the lake has needed more.
 */
export async function measureMillion(): Promise<Speed> {
  const folder = await mkdtemp(join(tmpdir(), 'million-'));
  try {
    const engine = await openLake(folder, 1024);
    const tables = await generateLake(engine, SIZE);
    await engine.close();
    const args = [...process.execArgv, fileURLToPath(import.meta.url), folder, JSON.stringify(tables)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function openLake(folder: string, memoryMb: number) {
  return openDuckDb(
    { localPath: async (key) => join(folder, key), putFile: (key, path) => cp(path, join(folder, key)) },
    { memoryMb, threads: 2 },
  );
}

async function build(folder: string, tables: PersonaTables): Promise<Speed> {
  const started = performance.now();
  const engine = await openLake(folder, 512);
  const personas = await buildPersonas({
    engine,
    tables,
    themes: MILLION_THEMES,
    surveys: [],
    segmentNames: {},
    snapshot: '2026-03-01',
  });
  const seconds = (performance.now() - started) / 1000;
  await engine.close();
  // maxRSS is in kilobytes.
  return { seconds, mb: process.resourceUsage().maxRSS / 1024, personas: personas.length };
}

const [folder, tables] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url) && folder && tables) {
  process.stdout.write(JSON.stringify(await build(folder, JSON.parse(tables))));
}
