import type { Build, BuildStep } from '@soundings/contracts/build';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';

type Work = {
  store: Store;
  duckdb: DuckDb;
};
type OnStep = (step: BuildStep, progress: number) => Promise<void>;
/**
 * Makes a build's documents of what the lake holds: segments, the pain report, personas. Nothing is shown before the
 * build is published; made again after a crash, each document replaces its former self. Gives what went in.
 */
export declare function buildInsights(build: Build, { store, duckdb }: Work, onStep: OnStep): Promise<Build['counts']>;
