import type { Build } from '@soundings/contracts/build';
import { ChurnWarning } from '@soundings/contracts/customer';
import { CustomerInsights } from '@soundings/contracts/customer-insights';
import { CustomerSnapshot, SegmentReport } from '@soundings/contracts/segment';
import { buildCustomers, buildDefaults } from '@soundings/customers/build-customers';
import { churnWarnings } from '@soundings/customers/churn-warnings';
import { countedPurchases, NoPurchasesError } from '@soundings/customers/counted-purchases';
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
  const options = { ...buildDefaults, ...(await buildSettings(store, duckdb)) };
  const customersKey = `customers/${build.id}.parquet`;
  const snapshot = build.options.snapshot ?? (await dayAfterLastPurchase(duckdb, purchases));
  const counted = snapshot ? await countedPurchases(engine, purchases, { ...options, snapshot }).catch(noneOf) : null;
  const segments =
    counted && (await buildCustomers({ engine, duckdb, counted, key: customersKey, options }).catch(noneOf));
  await store.reports.write(build.id, 'segments', SegmentReport.nullable(), segments);
  const past =
    counted && segments
      ? await buildPastSnapshots({
          engine,
          counted,
          customers: [customersKey],
          keyOf: (day) => `customers/${build.id}/${day}.parquet`,
          options,
        })
      : [];
  const present = segments && { day: segments.snapshot, key: customersKey, customers: segments.customers };
  const snapshots = present ? [present, ...past] : [];
  await store.reports.write(build.id, 'snapshots', z.array(CustomerSnapshot), snapshots);
  const insights =
    counted && present ? await customerInsights(engine, { counted, events, snapshots: [present, ...past] }) : null;
  await store.reports.write(build.id, 'customer-insights', CustomerInsights.nullable(), insights);
  const warnings = present ? await churnWarnings(engine, { customers: [customersKey], limit: WARNINGS }) : [];
  await store.reports.write(build.id, 'churn-warnings', z.array(ChurnWarning), warnings);
  return { segments, snapshots };
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
