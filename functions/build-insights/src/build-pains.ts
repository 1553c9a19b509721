import { asOf, type Build } from '@soundings/contracts/build';
import { PainReport, type ReportWindow } from '@soundings/contracts/pain-point';
import type { DuckDb } from '@soundings/lake/duckdb';
import { buildPainReport } from '@soundings/pains/build-pain-report';
import type { Store } from '@soundings/store/store';
import { assignedThemes } from './assigned-themes.ts';

const DAY_MS = 86_400_000;

type Work = {
  store: Store;
  duckdb: DuckDb;
  /** Keys of the lake's objects; no customers where there are no segments. */
  mentions: readonly string[];
  customers: readonly string[];
};

/** Makes a build's report on pains. Gives it, and the keys of which text is about which theme: none where no text is. */
export async function buildPains(
  build: Build,
  { store, duckdb, mentions, customers }: Work,
): Promise<{ pains: PainReport; themeMentions: string[] }> {
  const previous = await store.reports.current();
  const previousPains = previous ? await store.reports.read(previous.id, 'pains', PainReport) : undefined;
  const themeMentionsKey = `theme-mentions/${build.id}.parquet`;
  const pains = await buildPainReport({
    engine: duckdb,
    mentions,
    themeMentionsKey,
    products: await store.products.all(),
    edits: await store.themeEdits.all(),
    assigned: await assignedThemes(store),
    ...(customers.length > 0 && { customers }),
    window: await windowOf(build, { duckdb, mentions }),
    previous: previousPains ?? null,
    now: new Date(asOf(build)),
  });
  await store.reports.write(build.id, 'pains', PainReport, pains);
  const isAny = (await store.bucket.size(themeMentionsKey)) !== undefined;
  return { pains, themeMentions: isAny ? [themeMentionsKey] : [] };
}

/** The days that the build asks for; else from the first feedback to the last. */
async function windowOf(
  build: Build,
  { duckdb, mentions }: { duckdb: DuckDb; mentions: readonly string[] },
): Promise<ReportWindow> {
  const { from, to } = build.options.window ?? {};
  const midnight = (day: string) => `${day}T00:00:00.000Z`;
  const known = from && to ? undefined : await feedbackDays(duckdb, mentions);
  const last = Math.min(known ? Date.parse(known.last) : Date.now(), Date.parse(asOf(build)));
  return {
    from: midnight(from ?? (known?.first ?? asOf(build)).slice(0, 10)),
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
