import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { normalQuantile } from '@soundings/statistics/normal';
import { type Belief, expectedPurchases, noPurchase, purchaseProbabilities } from './future-purchases.ts';
import type { GammaGamma } from './gamma-gamma.ts';
import { DAYS_A_WEEK, type ValueModels } from './value-models.ts';

const COLUMNS = {
  x: 'INTEGER',
  tx: 'INTEGER',
  watched: 'INTEGER',
  expected_purchases: 'DOUBLE',
  p_none: 'DOUBLE',
  p_alive: 'DOUBLE',
  discounted_purchases: 'DOUBLE',
  least_purchases: 'DOUBLE',
  most_purchases: 'DOUBLE',
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
  const [least, most] = purchaseQuantiles(believed, weeks);
  return [x, tx, watched, before, none, believed.tells ? believed.alive : null, discounted, least, most];
}

/** The fewest and the most purchases that leave a tail out on their side. */
function purchaseQuantiles(believed: Belief, weeks: number): [least: number, most: number] {
  let sum = 0;
  let least = -1;
  const probabilities = purchaseProbabilities(believed, weeks, 1 - TAIL);
  for (const [n, p] of probabilities.entries()) {
    sum += p;
    if (least < 0 && sum > TAIL) least = n;
  }
  return [Math.max(0, least), probabilities.length - 1];
}

/**
 * SQL expressions over a prediction `p` joined with a history `h`: the discounted net revenue expected of a customer, and an
 * interval that holds what they will spend about four times in five. The interval puts the exact quantiles of the number
 * of purchases together with those of the mean spend, taken as lognormal with the moments that the Gamma-Gamma model
 * gives, on the logarithmic scale as Zou & Donner (2008) do (Statistics in Medicine 27). It is null where that model has no
 * variance (p·x + q ≤ 2), the value where it has no mean.
 */
export function clvSql({ p, q, v }: GammaGamma): { clv: string; low: string; high: string } {
  const x = 'CAST(h.x AS DOUBLE)';
  // What is believed of ν: Gamma(q', v'). Spending below nothing, from refunds, is taken as nothing.
  const shape = `(${p} * ${x} + ${q})`;
  const rate = `(${v} + ${x} * greatest(coalesce(h.spend, 0), 0))`;
  const mean = `(CASE WHEN ${shape} > 1 THEN ${p} * ${rate} / (${shape} - 1) END)`;
  const end = (n: string, sign: '-' | '+') => {
    const variance = `ln((${shape} - 1) / (${shape} - 2) * (1 + 1 / (${p} * ${n})))`;
    const purchases = `(ln(p.expected_purchases) - ln(${n}))`;
    return `CASE WHEN ${shape} <= 2 THEN NULL WHEN ${n} <= 0 OR p.expected_purchases <= 0 THEN 0
      ELSE p.discounted_purchases * exp(ln(${mean}) - ${variance} / 2
        ${sign} sqrt(${purchases} * ${purchases} + ${normalQuantile(1 - TAIL) ** 2} * ${variance})) END`;
  };
  return {
    clv: `p.discounted_purchases * ${mean}`,
    low: end('p.least_purchases', '-'),
    high: end('p.most_purchases', '+'),
  };
}
