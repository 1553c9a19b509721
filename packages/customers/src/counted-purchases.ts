import { SLICES } from '@soundings/lake/slices';
import type { LakeTables, SqlEngine } from '@soundings/lake/sql-engine';
import type { BuildOptions } from './build-customers.ts';
import { sliceRanges, storesSlices } from './customer-slices.ts';
import { type PurchaseScope, type PurchaseSlice, whatThereIs } from './purchases-sql.ts';
import { reportingCurrency } from './reporting-currency.ts';

/** Which purchases count, the tables that hold them, the currency they are told in, and whose are dealt with together. */
export type CountedPurchases = {
  scope: PurchaseScope;
  tables: LakeTables;
  currency: string;
  slices: readonly PurchaseSlice[];
};

/** Why there is no report: there is nothing to report on. */
export class NoPurchasesError extends Error {
  override name = 'NoPurchasesError';
}

/**
 * Finds out which purchases count. Throws `NoPurchasesError` where there are none, `CurrencyError` where amounts cannot be
 * brought to one currency.
 */
export async function countedPurchases(
  engine: SqlEngine,
  purchases: readonly string[],
  { snapshot, unit, currency: asked, rates }: Pick<BuildOptions, 'unit' | 'currency' | 'rates'> & { snapshot: string },
): Promise<CountedPurchases> {
  if (purchases.length === 0) throw new NoPurchasesError('There are no purchases yet');
  const there = await whatThereIs(engine, purchases, snapshot);
  const terms = { currency: asked, rates, snapshot, later: there.later };
  const { currency, convert } = await reportingCurrency(engine, purchases, terms);
  return {
    scope: { snapshot, unit, convertTo: convert ? currency : null, slice: null, ...there },
    tables: convert ? { purchases, rates } : { purchases },
    currency,
    slices: (await customerSlices(engine, purchases, { unit })) ?? [null],
  };
}

/** Stores what `sqlOf` says of each slice, a Parquet object each, and gives their keys. */
export async function storeBySlice(
  engine: SqlEngine,
  { scope, tables, slices }: CountedPurchases,
  sqlOf: (scope: PurchaseScope) => string,
  keyOf: (part: string) => string,
): Promise<string[]> {
  const keys: string[] = [];
  for (const [i, slice] of slices.entries()) {
    const key = keyOf(slices.length === 1 ? '' : `.${i}`);
    await engine.store(sqlOf({ ...scope, slice }), tables, key);
    keys.push(key);
  }
  return keys;
}

/** Customers are counted in as many of the slices, and taken to be as many in the others. */
const COUNTED_SLICES = SLICES / 64;

/**
 * As many slices of customers as the engine needs to sum up each in its memory, where what is summed up of a customer is so
 * many `times` as wide as a summary. Imports leave the lines of a slice together, so that it reads little else. Undefined
 * where they cannot be told apart: in objects from before slices were stored, and by accounts, which have customers in any.
 */
export async function customerSlices(
  engine: SqlEngine,
  purchases: readonly string[],
  { unit, times = 1 }: Pick<PurchaseScope, 'unit'> & { times?: number },
): Promise<readonly PurchaseSlice[] | undefined> {
  const { groupedAtOnce } = engine;
  if (groupedAtOnce === undefined) return [null];
  const ask = async (sql: string) => (await engine.query(sql, { purchases }))[0] ?? {};
  const { lines } = await ask('SELECT count(*) AS lines FROM purchases');
  if (Number(lines) * times <= groupedAtOnce.groups) return [null];
  if (unit === 'account' || !(await storesSlices(engine, { purchases }))) return undefined;
  const { sliced } = await ask('SELECT count(slice) AS sliced FROM purchases');
  if (Number(sliced) < Number(lines)) return undefined;
  const { some } = await ask(
    `SELECT count(DISTINCT customer_id) AS some FROM purchases WHERE slice < ${COUNTED_SLICES}`,
  );
  const customers = (Number(some) * SLICES) / COUNTED_SLICES;
  const least = Math.max(Number(lines) / groupedAtOnce.rows, (customers * times) / groupedAtOnce.groups);
  const ranges = sliceRanges(least);
  return ranges.length === 1 ? [null] : ranges;
}
