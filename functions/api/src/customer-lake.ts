import type { CampaignEffect, CustomerProfile, Migration } from '@soundings/contracts/customer-insights';
import { CustomerSnapshot } from '@soundings/contracts/segment';
import { campaignEffect, groupTotals, TooFewCustomersError } from '@soundings/customers/campaign-effect';
import { customerProfile } from '@soundings/customers/customer-profile';
import { segmentMigration } from '@soundings/customers/migration';
import { CurrencyError, holdRates, reportingCurrency } from '@soundings/customers/reporting-currency';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { currentDocument } from './current-document.ts';
import { lakeKeys, withLake } from './lake.ts';
import { ApiError, notFound } from './problems.ts';

const Snapshots = z.array(CustomerSnapshot);

/** Most customers of one side of a campaign. */
export const MOST_MEMBERS = 200_000;

/** The days of which it is known who was in which segment, latest first, with the objects that say it. */
async function snapshotsOf(store: Store): Promise<CustomerSnapshot[]> {
  return (await currentDocument(store, 'snapshots', Snapshots)).document ?? [];
}

/** Everything about one customer. Throws 404 for one that nothing is known of. */
export async function profileOf(store: Store, customerId: string): Promise<CustomerProfile> {
  const snapshots = (await snapshotsOf(store)).map(({ key }) => key);
  const [purchases, answers] = [await lakeKeys(store, 'purchases'), await lakeKeys(store, 'answers')];
  const profile = await withLake(store, (duckdb) =>
    customerProfile(duckdb, customerId, { snapshots, purchases, answers }),
  );
  if (!profile) throw notFound('customer');
  return profile;
}

export type MigrationAsked = { from?: string | undefined; to?: string | undefined; map: 'segment' | 'eight' };

/** Movement between two days; by default from three months ago, or the earliest day there is, to now. Throws 404. */
export async function migrationBetween(
  store: Store,
  { from, to, map }: MigrationAsked,
): Promise<{ from: string; to: string; migration: Migration }> {
  const snapshots = await snapshotsOf(store);
  const after = to ? snapshots.find(({ day }) => day === to) : snapshots[0];
  const earlier = snapshots.filter(({ day }) => after && day < after.day);
  const before = from ? earlier.find(({ day }) => day === from) : (earlier[2] ?? earlier.at(-1));
  if (!before || !after) throw notFound('pair of days: GET /v1/segments/insights lists them under `snapshots`');
  const migration = await withLake(store, (engine) =>
    segmentMigration({ engine, before: [before.key], after: [after.key], map }),
  );
  return { from: before.day, to: after.day, migration };
}

export type EffectAsked = { audience: readonly string[]; holdout: readonly string[]; from: string; until: string };

/** What the audience did from one day until before another, less what its holdout did. Throws `ApiError` 400. */
export async function effectOf(store: Store, { audience, holdout, from, until }: EffectAsked): Promise<CampaignEffect> {
  if (from >= until) throw new ApiError(400, 'The first day must lie before the day until which is counted.');
  const both = new Set(audience);
  if (holdout.some((id) => both.has(id))) {
    throw new ApiError(400, 'Some customers are in both lists. Who was reached cannot be who was held out.');
  }
  const purchases = await lakeKeys(store, 'purchases');
  if (purchases.length === 0) throw new ApiError(400, 'There are no purchases yet.');
  const snapshots = await snapshotsOf(store);
  const before = snapshots.find(({ day }) => day <= from);
  const after = snapshots.findLast(({ day }) => day >= until) ?? snapshots[0];
  const known = before && after && before.day < after.day ? { before: [before.key], after: [after.key] } : undefined;
  const settings = await store.customerSettings.read();
  const rates = await store.customerSettings.rates();
  return withLake(store, async (duckdb) => {
    if (rates.length > 0) await holdRates(duckdb, rates);
    const asked = { currency: settings.currency, rates: [], snapshot: until, holdsRates: rates.length > 0 };
    const { currency, convert } = await reportingCurrency(duckdb, purchases, asked).catch(shown);
    const scope = { unit: settings.unit, convertTo: convert ? currency : null };
    const totals = async (ids: readonly string[]) => {
      await duckdb.stage('members', { customer_id: 'VARCHAR' }, [ids.map((id) => [id])]);
      const group = await groupTotals(duckdb, { purchases, scope, from, until, ...(known && { snapshots: known }) });
      await duckdb.drop('members');
      return group;
    };
    try {
      return campaignEffect(await totals(audience), await totals(holdout), currency);
    } catch (error) {
      if (error instanceof TooFewCustomersError) throw new ApiError(400, `${error.message}.`);
      throw error;
    }
  });
}

/** Amounts that cannot be brought to one currency are never added up: that is the asker's to know. */
function shown(error: unknown): never {
  if (error instanceof CurrencyError) throw new ApiError(400, `${error.message}.`);
  throw error;
}
