import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';

/** The embedded engine over a folder of its own, which `close` removes. */
export async function openLake(
  options: { memoryMb?: number } = {},
): Promise<{ engine: DuckDb; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'personas-'));
  const engine = await openDuckDb(
    {
      localPath: async (key) => join(folder, key),
      putFile: (key, path) => cp(path, join(folder, key)),
    },
    options,
  );
  return {
    engine,
    async close() {
      await engine.close();
      await rm(folder, { recursive: true });
    },
  };
}
