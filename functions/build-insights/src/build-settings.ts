import type { BuildOptions } from '@soundings/customers/build-customers';
import { storeRates } from '@soundings/customers/reporting-currency';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';

const RATES = 'work/rates.parquet';

/** How the team wants its customers counted and scored, with its exchange rates as the lake reads them. */
export async function buildSettings(store: Store, duckdb: DuckDb): Promise<Partial<BuildOptions>> {
  const settings = await store.customerSettings.read();
  const rates = await store.customerSettings.rates();
  if (rates.length === 0) return settings;
  await storeRates(duckdb, rates, RATES);
  return { ...settings, rates: [RATES] };
}
