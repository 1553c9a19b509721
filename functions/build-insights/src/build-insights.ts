import type { Build, BuildStep } from '@soundings/contracts/build';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { LakeFile } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
import { buildDrivers } from './build-drivers.ts';
import { buildPains } from './build-pains.ts';
import { buildPersonas } from './build-personas.ts';
import { buildSearch } from './build-search.ts';
import { buildSegments } from './build-segments.ts';
import { engineFor, type LargeLake } from './large-lake.ts';

type Work = { store: Store; duckdb: DuckDb; largeLake?: LargeLake };

type OnStep = (step: BuildStep, progress: number) => Promise<void>;

/**
 * Makes a build's documents of what the lake holds: segments, the pain report, personas. Nothing is shown before the
 * build is published; made again after a crash, each document replaces its former self. Gives what went in.
 */
export async function buildInsights(
  build: Build,
  { store, duckdb, largeLake }: Work,
  onStep: OnStep,
): Promise<Build['counts']> {
  const [mentions, purchases, answers, events] = await Promise.all([
    store.lake.read('mentions'),
    store.lake.read('purchases'),
    store.lake.read('answers'),
    store.lake.read('events'),
  ]);
  const keys = { mentions: keysOf(mentions.files), purchases: keysOf(purchases.files), answers: keysOf(answers.files) };

  await onStep('segments', 0.3);
  const { segments, snapshots } = await buildSegments(build, {
    store,
    engine: engineFor(purchases.files, duckdb, largeLake),
    duckdb,
    purchases: keys.purchases,
    events: keysOf(events.files),
  });

  await onStep('pain-points', 0.5);
  const { pains, themeMentions } = await buildPains(build, {
    store,
    duckdb,
    mentions: keys.mentions,
    customers: snapshots.slice(0, 1).map(({ key }) => key),
  });

  await onStep('personas', 0.8);
  const tables = {
    ...(segments && { customers: snapshots.map(({ key }) => key), purchases: keys.purchases }),
    ...(keys.answers.length > 0 && { answers: keys.answers }),
    ...(themeMentions.length > 0 && { theme_mentions: themeMentions, mentions: keys.mentions }),
  };
  const lake = { answers: keys.answers, mentions: keys.mentions, themeMentions };
  await buildSearch(build.id, { store, duckdb, lake });
  await buildDrivers(build.id, { store, duckdb, lake, pains });
  await buildPersonas(build, { store, duckdb, tables, pains, segments });
  await onStep('publish', 0.98);

  return {
    feedback: await countFeedback(duckdb, keys.mentions),
    responses: await countResponses(duckdb, keys.answers),
    mentions: rowsOf(mentions.files),
    purchases: rowsOf(purchases.files),
    customers: segments?.customers ?? 0,
  };
}

function keysOf(files: readonly LakeFile[]): string[] {
  return files.map(({ key }) => key);
}

function rowsOf(files: readonly LakeFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}

async function countFeedback(duckdb: DuckDb, mentions: readonly string[]): Promise<number> {
  if (mentions.length === 0) return 0;
  const [row] = await duckdb.query('SELECT count(DISTINCT feedback_id) AS n FROM mentions', { mentions });
  return Number(row?.n);
}

async function countResponses(duckdb: DuckDb, answers: readonly string[]): Promise<number> {
  if (answers.length === 0) return 0;
  const [row] = await duckdb.query('SELECT count(DISTINCT response_id) AS n FROM answers', { answers });
  return Number(row?.n);
}
