import type { BuildOptions } from '@soundings/customers/build-customers';
import { storeRates } from '@soundings/customers/reporting-currency';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { Store } from '@soundings/store/store';

const RATES = 'work/rates.parquet';

/** How the team wants its customers counted, with its exchange rates as the lake reads them. */
export async function buildSettings(store: Store, duckdb: DuckDb): Promise<Partial<BuildOptions>> {
  const { currency, unit } = await store.customerSettings.read();
  const rates = await store.customerSettings.rates();
  if (rates.length === 0) return { currency, unit };
  await storeRates(duckdb, rates, RATES);
  return { currency, unit, rates: [RATES] };
}
