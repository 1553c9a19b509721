import type { Build } from '@soundings/contracts/build';
import { ChurnWarning } from '@soundings/contracts/customer';
import { CustomerInsights } from '@soundings/contracts/customer-insights';
import { CustomerSnapshot, SegmentReport } from '@soundings/contracts/segment';
import { type BuildOptions, buildCustomers, NoPurchasesError } from '@soundings/customers/build-customers';
import { churnWarnings } from '@soundings/customers/churn-warnings';
import { customerInsights } from '@soundings/customers/customer-insights';
import { buildPastSnapshots } from '@soundings/customers/past-snapshots';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { buildSettings } from './build-settings.ts';

const DAY_MS = 86_400_000;
const WARNINGS = 1000;

type Work = {
  store: Store;
  engine: SqlEngine;
  duckdb: DuckDb;
  /** Keys of the lake's objects. */
  purchases: readonly string[];
  events: readonly string[];
};

/**
 * Makes a build's documents on customers: their segments, how they buy, who is about to stay away. Gives the segments, null
 * where nobody bought, and the customers as they stand now and as they stood before, the present first.
 */
export async function buildSegments(
  build: Build,
  { store, engine, duckdb, purchases, events }: Work,
): Promise<{ segments: SegmentReport | null; snapshots: CustomerSnapshot[] }> {
  const options = await buildSettings(store, duckdb);
  const customersKey = `customers/${build.id}.parquet`;
  const snapshot = build.options.snapshot ?? (await dayAfterLastPurchase(duckdb, purchases));
  const segments = snapshot
    ? await buildCustomers({
        engine,
        duckdb,
        purchases,
        snapshot,
        key: customersKey,
        options,
      }).catch(noneOf)
    : null;
  await store.reports.write(build.id, 'segments', SegmentReport.nullable(), segments);
  const snapshots = segments
    ? await customerSnapshots(build, { engine, purchases, customersKey, segments, options })
    : [];
  await store.reports.write(build.id, 'snapshots', z.array(CustomerSnapshot), snapshots);
  const [current, ...past] = snapshots;
  const insights =
    segments && current
      ? await customerInsights(engine, {
          purchases,
          events,
          snapshots: [current, ...past],
          currency: segments.currency,
          options,
        })
      : null;
  await store.reports.write(build.id, 'customer-insights', CustomerInsights.nullable(), insights);
  const warnings = current ? await churnWarnings(engine, { customers: [current.key], limit: WARNINGS }) : [];
  await store.reports.write(build.id, 'churn-warnings', z.array(ChurnWarning), warnings);
  return { segments, snapshots };
}

/** This build's customers and, before them, as they stood at the start of each of the past months. */
async function customerSnapshots(
  build: Build,
  {
    engine,
    purchases,
    customersKey,
    segments: { snapshot, customers },
    options,
  }: {
    engine: SqlEngine;
    purchases: readonly string[];
    customersKey: string;
    segments: SegmentReport;
    options: Partial<BuildOptions>;
  },
): Promise<CustomerSnapshot[]> {
  const past = await buildPastSnapshots({
    engine,
    purchases,
    customers: [customersKey],
    snapshot,
    keyOf: (day) => `customers/${build.id}/${day}.parquet`,
    options,
  });
  return [{ day: snapshot, key: customersKey, customers }, ...past];
}

/** Purchases of which no order is left, all given back perhaps, make no segments: that is no failure. */
function noneOf(error: unknown): null {
  if (error instanceof NoPurchasesError) return null;
  throw error;
}

/** The snapshot is exclusive: on the day after the last purchase, by the shop's own clock, every purchase counts. */
async function dayAfterLastPurchase(duckdb: DuckDb, purchases: readonly string[]): Promise<string | undefined> {
  if (purchases.length === 0) return undefined;
  const [row] = await duckdb.query('SELECT max(local_at) AS last FROM purchases', { purchases });
  return row?.last ? new Date(Date.parse(String(row.last)) + DAY_MS).toISOString().slice(0, 10) : undefined;
}
