import type { DuckDb } from '@soundings/lake/duckdb';
import type { LakeTable } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';

const MEMORY_MB = 256;

/**
 * Asks the lake what no build can foresee: about one customer, between any two days. The engine is loaded at the first use
 * and holds nothing afterwards.
 */
export async function withLake<T>(store: Store, ask: (duckdb: DuckDb) => Promise<T>): Promise<T> {
  const { openDuckDb } = await import('@soundings/lake/duckdb');
  const duckdb = await openDuckDb(store.bucket, { memoryMb: MEMORY_MB, unchanging: true });
  try {
    return await ask(duckdb);
  } finally {
    await duckdb.close();
  }
}

/** The objects that make up a table of the lake now. */
export async function lakeKeys(store: Store, table: LakeTable): Promise<string[]> {
  return (await store.lake.read(table)).files.map(({ key }) => key);
}
