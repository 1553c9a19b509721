import { vi } from 'vitest';
import { twinOf } from './twin.ts';

// Every DuckDB that a test opens asks Trino as well.
vi.mock(import('@soundings/lake/duckdb'), async (original) => {
  const real = await original();
  const place = JSON.parse(process.env.TRINO ?? '{}');
  return { ...real, openDuckDb: async (files, options) => twinOf(await real.openDuckDb(files, options), files, place) };
});
