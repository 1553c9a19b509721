import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Persona } from '@soundings/contracts/persona';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { unsupportedClaims } from './claims.ts';
import { SEGMENT_NAMES, SURVEYS, stageShop, THEMES } from './testing/shop.ts';

let folder: string;
let engine: DuckDb;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'personas-'));
  engine = await openDuckDb({
    localPath: async (key) => join(folder, key),
    putFile: (key, path) => cp(path, join(folder, key)),
  });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };

test('a shop with purchases, answers and reviews gets a document of every segment', async () => {
  const tables = await stageShop(engine, 'whole', { customers: 1200, seed: 1 });
  const personas = await buildPersonas({ engine, tables, ...words });
  for (const persona of personas) {
    expect(Persona.parse(persona)).toEqual(persona);
    expect(unsupportedClaims(persona)).toEqual([]);
  }
  expect(personas.map(({ segment }) => segment.ids[0])).toEqual(['champions', 'new_customers', 'hibernating']);
});
