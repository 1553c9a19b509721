import { type CustomerSettings, customerDefaults } from '@soundings/contracts/customer-settings';
import type { SegmentReport } from '@soundings/contracts/segment';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { calibrate, calibrationCut } from './calibration.ts';
import { customersSql } from './customers-sql.ts';
import { habitSql, placeAndPriceSql } from './habits-sql.ts';
import { historySql } from './history-sql.ts';
import { storePredictions } from './predictions.ts';
import { purchaseScope } from './purchase-scope.ts';
import { summarySql } from './purchases-sql.ts';
import { rfmCuts } from './rfm-sql.ts';
import { segmentReport } from './segment-report.ts';
import { fitValueModels } from './value-models.ts';

export type BuildOptions = CustomerSettings & {
  /** Bucket keys of the exchange rates (see `storeRates`). */
  rates: readonly string[];
  yearlyDiscount: number;
};

/** Why there is no report: there is nothing to report on. */
export class NoPurchasesError extends Error {
  override name = 'NoPurchasesError';
}

/**
 * Builds the `customers` table of one snapshot from the purchases before it, writes it as the Parquet object `key` and gives
 * the report on its segments. `engine` asks the lake; `duckdb` (the same one, where the engine is embedded) turns what the
 * models say into Parquet. Steps leave their tables under `work/`, which may be emptied at any time between builds.
 *
 * Throws `NoPurchasesError` where no customer has an order before the snapshot, `CurrencyError` where amounts cannot be
 * brought to one currency.
 */
export async function buildCustomers({
  engine,
  duckdb,
  purchases,
  snapshot,
  key,
  options = {},
}: {
  engine: SqlEngine;
  duckdb: DuckDb;
  purchases: readonly string[];
  snapshot: string;
  key: string;
  options?: Partial<BuildOptions>;
}): Promise<SegmentReport> {
  const chosen = { ...buildDefaults, ...options };
  if (purchases.length === 0) throw new NoPurchasesError('There are no purchases yet');
  const { scope, lake, currency } = await purchaseScope(engine, purchases, { ...chosen, snapshot });
  const step = (name: string) => `work/${key.replace(/\.parquet$/, '')}.${name}.parquet`;

  await engine.store(summarySql(scope), lake, step('summary'));
  const summary = [step('summary')];
  const cuts = await rfmCuts(engine, summary, chosen);
  if (cuts === null) throw new NoPurchasesError(`No customer has an order before ${snapshot}`);
  const cut = await calibrationCut(engine, { summary, snapshot, horizonDays: chosen.horizonDays });
  await engine.store(historySql(scope, cut), lake, step('history'));
  const history = [step('history')];
  await engine.store(habitSql(scope, 'category'), { purchases }, step('category'));
  await engine.store(habitSql(scope, 'channel'), { purchases }, step('channel'));
  await engine.store(placeAndPriceSql(scope), lake, step('place'));
  const habits = { category: [step('category')], channel: [step('channel')], place: [step('place')] };

  const models = await fitValueModels(engine, history);
  const horizon = { days: chosen.horizonDays, yearlyDiscount: chosen.yearlyDiscount };
  const { belief } = models;
  if (belief !== null) {
    await storePredictions({ engine, duckdb, belief, history, horizon, key: step('predictions') });
  }
  await engine.store(
    customersSql({ options: chosen, cuts, snapshot, currency, models }),
    { summary, history, ...habits, ...(belief === null ? {} : { predictions: [step('predictions')] }) },
    key,
  );
  return segmentReport({
    engine,
    customers: [key],
    summary,
    snapshot,
    currency,
    options: chosen,
    cuts,
    fits: models.fits,
    calibration: await calibrate({ engine, history, cut, snapshot }),
  });
}

export const buildDefaults: BuildOptions = {
  ...customerDefaults,
  rates: [],
  yearlyDiscount: 0.1,
};
