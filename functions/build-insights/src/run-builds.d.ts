import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';

type Machine = {
  store: Store;
  openDuckDb: () => Promise<DuckDb>;
  signal?: AbortSignal;
};
/** Works on the builds that are due until there is none, or until the signal says stop. Gives how many it finished. */
export declare function runBuilds({ store, openDuckDb, signal }: Machine): Promise<number>;
