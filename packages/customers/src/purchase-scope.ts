import type { LakeTables, SqlEngine } from '@soundings/lake/sql-engine';
import type { BuildOptions } from './build-customers.ts';
import { type PurchaseScope, whatThereIs } from './purchases-sql.ts';
import { reportingCurrency } from './reporting-currency.ts';

/** Which purchases count, the tables that hold them and the currency they are told in. Throws `CurrencyError`. */
export async function purchaseScope(
  engine: SqlEngine,
  purchases: readonly string[],
  { snapshot, unit, currency: asked, rates }: Pick<BuildOptions, 'unit' | 'currency' | 'rates'> & { snapshot: string },
): Promise<{ scope: PurchaseScope; lake: LakeTables; currency: string }> {
  const { currency, convert } = await reportingCurrency(engine, purchases, { currency: asked, rates, snapshot });
  return {
    scope: {
      snapshot,
      unit,
      convertTo: convert ? currency : null,
      ...(await whatThereIs(engine, purchases, snapshot)),
    },
    lake: convert ? { purchases, rates } : { purchases },
    currency,
  };
}
