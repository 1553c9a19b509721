import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { type Belief, expectedPurchases, noPurchase, purchaseProbabilities } from './future-purchases.ts';
import type { GammaGamma } from './gamma-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';
import { DAYS_A_WEEK, type ValueModels } from './value-models.ts';

const COLUMNS = {
  x: 'INTEGER',
  tx: 'INTEGER',
  watched: 'INTEGER',
  expected_purchases: 'DOUBLE',
  p_none: 'DOUBLE',
  p_alive: 'DOUBLE',
  discounted_purchases: 'DOUBLE',
  squared_purchases: 'DOUBLE',
  z_low: 'DOUBLE',
  z_high: 'DOUBLE',
} as const;

/** The interval of a customer's value leaves a tenth out on either side. */
const TAIL = 0.1;
// Value is discounted at the end of each quarter of the horizon.
const PERIODS = 4;
// Histories are asked in slices, so that a million of them are never rows in memory at once.
const SLICES = 16;

export type Horizon = { days: number; yearlyDiscount: number };

/**
 * Writes what the models say of every distinct history of `history` as the Parquet object `key`, one row a history: many
 * customers share one, and what depends on their own spending is left to SQL (see `clvSql`).
 */
export async function storePredictions({
  engine,
  duckdb,
  belief,
  history,
  horizon,
  key,
}: {
  engine: SqlEngine;
  duckdb: DuckDb;
  belief: NonNullable<ValueModels['belief']>;
  history: readonly string[];
  horizon: Horizon;
  key: string;
}): Promise<void> {
  async function* batches() {
    for (let slice = 0; slice < SLICES; slice++) {
      const rows = await engine.query(
        `SELECT DISTINCT x, tx, watched FROM history WHERE mod(watched, ${SLICES}) = ${slice} ORDER BY 1, 2, 3`,
        { history },
      );
      yield rows.map((row) => prediction(belief, Number(row.x), Number(row.tx), Number(row.watched), horizon));
    }
  }
  const table = `predictions ${key}`;
  await duckdb.stage(table, COLUMNS, batches());
  await duckdb.store(`SELECT * FROM "${table}" ORDER BY x, tx, watched`, {}, key);
  await duckdb.drop(table);
}

function prediction(
  belief: NonNullable<ValueModels['belief']>,
  x: number,
  tx: number,
  watched: number,
  { days, yearlyDiscount }: Horizon,
): (number | null)[] {
  const believed = belief({ x, tx: tx / DAYS_A_WEEK, T: watched / DAYS_A_WEEK });
  const weeks = days / DAYS_A_WEEK;
  let discounted = 0;
  let before = 0;
  for (let period = 1; period <= PERIODS; period++) {
    const within = expectedPurchases(believed, (weeks * period) / PERIODS);
    discounted += (within - before) / (1 + yearlyDiscount) ** ((days * period) / PERIODS / 365.25);
    before = within;
  }
  const none = noPurchase(believed, weeks);
  // The quantile among those who buy at all that is the tail's among everybody; null: it is among those who do not.
  const amongBuyers = (p: number) => (p <= none ? null : normalQuantile((p - none) / (1 - none)));
  return [
    x,
    tx,
    watched,
    before,
    none,
    believed.tells ? believed.alive : null,
    discounted,
    meanSquare(believed, weeks),
    amongBuyers(TAIL),
    amongBuyers(1 - TAIL),
  ];
}

function meanSquare(believed: Belief, weeks: number): number {
  return purchaseProbabilities(believed, weeks).reduce((sum, p, n) => sum + n * n * p, 0);
}

/**
 * SQL expressions over a prediction `p` joined with a history `h`: the discounted net revenue expected of a customer, and an
 * interval that holds what they will spend four times in five. Spending of those who buy is taken as lognormal with the
 * mean and variance that the Gamma-Gamma model gives a random number of purchases; the interval is null where that model
 * has no variance (p·x + q ≤ 2), the value where it has no mean.
 */
export function clvSql({ p, q, v }: GammaGamma): { clv: string; low: string; high: string } {
  const x = 'CAST(h.x AS DOUBLE)';
  // What is believed of ν: Gamma(q', v'). Spending below nothing, from refunds, is taken as nothing.
  const shape = `(${p} * ${x} + ${q})`;
  const rate = `(${v} + ${x} * greatest(coalesce(h.spend, 0), 0))`;
  const mean = `(CASE WHEN ${shape} > 1 THEN ${p} * ${rate} / (${shape} - 1) END)`;
  const first = `(p.expected_purchases * ${mean} / (1 - p.p_none))`;
  const second = `(CASE WHEN ${shape} > 2 THEN ${rate} * ${rate} / ((${shape} - 1) * (${shape} - 2))
    * (${p} * p.expected_purchases + ${p} * ${p} * p.squared_purchases) / (1 - p.p_none) END)`;
  const variance = `ln(greatest(${second} / (${first} * ${first}), 1))`;
  const discount = 'p.discounted_purchases / p.expected_purchases';
  const quantile = (
    z: string,
  ) => `CASE WHEN p.p_none >= 1 OR p.expected_purchases <= 0 OR ${z} IS NULL AND ${shape} > 2 THEN 0
    ELSE ${discount} * exp(ln(${first}) - ${variance} / 2 + ${z} * sqrt(${variance})) END`;
  return { clv: `p.discounted_purchases * ${mean}`, low: quantile('p.z_low'), high: quantile('p.z_high') };
}
