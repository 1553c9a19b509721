import type { Build, BuildStep } from '@soundings/contracts/build';
import { ChurnWarning } from '@soundings/contracts/customer';
import { CustomerInsights } from '@soundings/contracts/customer-insights';
import { PainReport, type ReportWindow } from '@soundings/contracts/pain-point';
import { CustomerSnapshot, SegmentReport } from '@soundings/contracts/segment';
import { type BuildOptions, buildCustomers, NoPurchasesError } from '@soundings/customers/build-customers';
import { churnWarnings } from '@soundings/customers/churn-warnings';
import { customerInsights } from '@soundings/customers/customer-insights';
import { buildPastSnapshots } from '@soundings/customers/past-snapshots';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { buildPainReport } from '@soundings/pains/build-pain-report';
import type { LakeFile } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { assignedThemes } from './assigned-themes.ts';
import { buildDrivers } from './build-drivers.ts';
import { buildPersonas } from './build-personas.ts';
import { buildSearch } from './build-search.ts';
import { buildSettings } from './build-settings.ts';
import { engineFor, type LargeLake } from './large-lake.ts';

type Work = { store: Store; duckdb: DuckDb; largeLake?: LargeLake };
const DAY_MS = 86_400_000;
const WARNINGS = 1000;

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
  const settings = await buildSettings(store, duckdb);

  await onStep('segments', 0.3);
  const engine = engineFor(purchases.files, duckdb, largeLake);
  const customersKey = `customers/${build.id}.parquet`;
  const snapshot = build.options.snapshot ?? (await dayAfterLastPurchase(duckdb, keys.purchases));
  const segments = snapshot
    ? await buildCustomers({
        engine,
        duckdb,
        purchases: keys.purchases,
        snapshot,
        key: customersKey,
        options: settings,
      }).catch(noneOf)
    : null;
  await store.reports.write(build.id, 'segments', SegmentReport.nullable(), segments);
  const snapshots = segments
    ? await customerSnapshots(build, { engine, purchases: keys.purchases, customersKey, segments, settings })
    : [];
  await store.reports.write(build.id, 'snapshots', z.array(CustomerSnapshot), snapshots);
  const [current, ...past] = snapshots;
  const insights =
    segments && current
      ? await customerInsights(engine, {
          purchases: keys.purchases,
          events: keysOf(events.files),
          snapshots: [current, ...past],
          currency: segments.currency,
          options: settings,
        })
      : null;
  await store.reports.write(build.id, 'customer-insights', CustomerInsights.nullable(), insights);
  const warnings = current ? await churnWarnings(engine, { customers: [current.key], limit: WARNINGS }) : [];
  await store.reports.write(build.id, 'churn-warnings', z.array(ChurnWarning), warnings);

  await onStep('pain-points', 0.5);
  const previous = await store.reports.current();
  const previousPains = previous ? await store.reports.read(previous.id, 'pains', PainReport) : undefined;
  const themeMentionsKey = `theme-mentions/${build.id}.parquet`;
  const pains = await buildPainReport({
    engine: duckdb,
    mentions: keys.mentions,
    themeMentionsKey,
    products: await store.products.all(),
    edits: await store.themeEdits.all(),
    assigned: await assignedThemes(store),
    ...(segments && { customers: [customersKey] }),
    window: await windowOf(build, { duckdb, mentions: keys.mentions }),
    previous: previousPains ?? null,
    now: new Date(build.createdAt),
  });
  await store.reports.write(build.id, 'pains', PainReport, pains);

  await onStep('personas', 0.8);
  const themed = (await store.bucket.size(themeMentionsKey)) !== undefined;
  const tables = {
    ...(segments && { customers: snapshots.map(({ key }) => key), purchases: keys.purchases }),
    ...(keys.answers.length > 0 && { answers: keys.answers }),
    ...(themed && { theme_mentions: [themeMentionsKey], mentions: keys.mentions }),
  };
  const lake = { answers: keys.answers, mentions: keys.mentions, themeMentions: themed ? [themeMentionsKey] : [] };
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

/** This build's customers and, before them, as they stood at the start of each of the past months. */
async function customerSnapshots(
  build: Build,
  {
    engine,
    purchases,
    customersKey,
    segments: { snapshot, customers },
    settings,
  }: {
    engine: SqlEngine;
    purchases: readonly string[];
    customersKey: string;
    segments: SegmentReport;
    settings: Partial<BuildOptions>;
  },
): Promise<CustomerSnapshot[]> {
  const past = await buildPastSnapshots({
    engine,
    purchases,
    customers: [customersKey],
    snapshot,
    keyOf: (day) => `customers/${build.id}/${day}.parquet`,
    options: settings,
  });
  return [{ day: snapshot, key: customersKey, customers }, ...past];
}

/** Purchases of which no order is left, all given back perhaps, make no segments: that is no failure. */
function noneOf(error: unknown): null {
  if (error instanceof NoPurchasesError) return null;
  throw error;
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

/** The snapshot is exclusive: on the day after the last purchase, by the shop's own clock, every purchase counts. */
async function dayAfterLastPurchase(duckdb: DuckDb, purchases: readonly string[]): Promise<string | undefined> {
  if (purchases.length === 0) return undefined;
  const [row] = await duckdb.query('SELECT max(local_at) AS last FROM purchases', { purchases });
  return row?.last ? new Date(Date.parse(String(row.last)) + DAY_MS).toISOString().slice(0, 10) : undefined;
}

/** The days that the build asks for; else from the first feedback to the last. */
async function windowOf(
  build: Build,
  { duckdb, mentions }: { duckdb: DuckDb; mentions: readonly string[] },
): Promise<ReportWindow> {
  const { from, to } = build.options.window ?? {};
  const midnight = (day: string) => `${day}T00:00:00.000Z`;
  const known = from && to ? undefined : await feedbackDays(duckdb, mentions);
  const last = Math.min(known ? Date.parse(known.last) : Date.now(), Date.parse(build.createdAt));
  return {
    from: midnight(from ?? (known?.first ?? build.createdAt).slice(0, 10)),
    to: midnight(to ?? new Date(last + DAY_MS).toISOString().slice(0, 10)),
  };
}

/**
 * When feedback began and ended. Where most of it is dated, the few texts without a date do not stretch the window to
 * the day on which they arrived: an import of old reviews is about its own time.
 */
async function feedbackDays(
  duckdb: DuckDb,
  mentions: readonly string[],
): Promise<{ first: string; last: string } | undefined> {
  if (mentions.length === 0) return undefined;
  const [row] = await duckdb.query(
    `SELECT count(*) AS mentions, count(occurred_at) AS dated, min(occurred_at) AS first_dated, max(occurred_at) AS last_dated,
       min(received_at) AS first_received, max(received_at) AS last_received FROM mentions`,
    { mentions },
  );
  if (!row?.mentions) return undefined;
  return Number(row.dated) * 2 > Number(row.mentions)
    ? { first: String(row.first_dated), last: String(row.last_dated) }
    : { first: String(row.first_dated ?? row.first_received), last: String(row.last_received) };
}
