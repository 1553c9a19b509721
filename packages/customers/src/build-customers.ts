import { type CustomerSettings, customerDefaults } from '@soundings/contracts/customer-settings';
import type { SegmentReport } from '@soundings/contracts/segment';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { calibrate, calibrationCut } from './calibration.ts';
import { type CountedPurchases, NoPurchasesError, storeBySlice } from './counted-purchases.ts';
import { customersSql } from './customers-sql.ts';
import { habitSql, placeAndPriceSql } from './habits-sql.ts';
import { historySql } from './history-sql.ts';
import { storePredictions } from './predictions.ts';
import { type PurchaseScope, summarySql } from './purchases-sql.ts';
import { rfmCuts } from './rfm-sql.ts';
import { segmentReport } from './segment-report.ts';
import { fitValueModels } from './value-models.ts';

export type BuildOptions = CustomerSettings & {
  /** Bucket keys of the exchange rates (see `storeRates`). */
  rates: readonly string[];
  yearlyDiscount: number;
};

/**
 * Builds the `customers` table of one snapshot from the purchases that count, writes it as the Parquet object `key` and gives
 * the report on its segments. `engine` asks the lake; `duckdb` (the same one, where the engine is embedded) turns what the
 * models say into Parquet. Steps leave their tables under `work/`, which may be emptied at any time between builds.
 *
 * Throws `NoPurchasesError` where no customer has an order before the snapshot.
 */
export async function buildCustomers({
  engine,
  duckdb,
  counted,
  key,
  options = {},
}: {
  engine: SqlEngine;
  duckdb: DuckDb;
  counted: CountedPurchases;
  key: string;
  options?: Partial<BuildOptions>;
}): Promise<SegmentReport> {
  const chosen = { ...buildDefaults, ...options };
  const { currency, scope } = counted;
  const { snapshot } = scope;
  const step = (name: string) => `work/${key.replace(/\.parquet$/, '')}.${name}.parquet`;
  const storeStep = (name: string, sqlOf: (scope: PurchaseScope) => string) =>
    storeBySlice(engine, counted, sqlOf, (part) => step(`${name}${part}`));

  const summary = await storeStep('summary', summarySql);
  const cuts = await rfmCuts(engine, summary, chosen);
  if (cuts === null) throw new NoPurchasesError(`No customer has an order before ${snapshot}`);
  const cut = await calibrationCut(engine, { summary, snapshot, horizonDays: chosen.horizonDays });
  const history = await storeStep('history', (scope) => historySql(scope, cut));
  const category = await storeStep('category', (scope) => habitSql(scope, 'category'));
  const channel = await storeStep('channel', (scope) => habitSql(scope, 'channel'));
  const place = await storeStep('place', placeAndPriceSql);

  const models = await fitValueModels(engine, history);
  const horizon = { days: chosen.horizonDays, yearlyDiscount: chosen.yearlyDiscount };
  const { belief } = models;
  if (belief !== null) {
    await storePredictions({ engine, duckdb, belief, history, horizon, key: step('predictions') });
  }
  const sql = customersSql({ options: chosen, cuts, snapshot, currency, models });
  const predictions = belief === null ? {} : { predictions: [step('predictions')] };
  const parts: string[] = [];
  for (const part of summary.keys()) {
    const own = (keys: readonly string[]) => keys.slice(part, part + 1);
    const tables = {
      summary: own(summary),
      history: own(history),
      category: own(category),
      channel: own(channel),
      place: own(place),
      ...predictions,
    };
    const partKey = summary.length === 1 ? key : step(`customers.${part}`);
    await engine.store(sql, tables, partKey);
    parts.push(partKey);
  }
  if (parts.length > 1) await engine.store('SELECT * FROM parts', { parts }, key);
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
