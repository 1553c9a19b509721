import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';
/**
 * Brings all analysed feedback that the lake does not have yet into its `mentions`. A feedback leaves the queue only
 * after the lake names its rows: a kill in between brings the same rows again, which replace themselves. `onBatch` hears
 * how many feedback are in.
 */
export declare function collectMentions(
  {
    store,
    duckdb,
  }: {
    store: Store;
    duckdb: DuckDb;
  },
  onBatch: (feedback: number) => Promise<void>,
): Promise<void>;
