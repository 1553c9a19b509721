import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';
/** Brings all survey responses that the lake does not have yet into its `answers`, as `collectMentions` does mentions. */
export declare function collectAnswers({ store, duckdb }: { store: Store; duckdb: DuckDb }): Promise<void>;
