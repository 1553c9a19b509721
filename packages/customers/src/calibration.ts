import type { Calibration } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { wilson } from '@soundings/statistics/wilson';
import { areaUnderCurve } from './area-under-curve.ts';
import { bin, collapsed } from './collapsed-rows.ts';
import { expectedPurchases, noPurchase } from './future-purchases.ts';
import { purchaseCounts } from './purchase-counts.ts';
import { DAY_WIDTHS, DAYS_A_WEEK, fitPurchasing } from './value-models.ts';

const DAY_MS = 86_400_000;
const BINS = 10;
const SHORTEST_DAYS = 30;

/**
 * The day to go back to: the horizon before the snapshot, or the last third of the team's history where that is shorter.
 */
export async function calibrationCut(
  engine: SqlEngine,
  { summary, snapshot, horizonDays }: { summary: readonly string[]; snapshot: string; horizonDays: number },
): Promise<string> {
  const [row] = await engine.query('SELECT max(tenure_days) AS longest FROM summary', { summary });
  const heldOut = Math.min(horizonDays, Math.floor(Number(row?.longest) / 3));
  return new Date(Date.parse(`${snapshot}T00:00:00Z`) - heldOut * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Goes back to an earlier day, fits the model to what was known then and compares what it foretells with what the
 * customers did since: the honest answer to how far its warnings can be trusted. `history` has both (see `historySql`).
 * Null where there is no model or under 30 days to hold out.
 *
 * The level is shown, not corrected: in simulations of a few thousand customers, factors from earlier days and pools with a
 * model in which nobody leaves foretold totals worse than the model by itself, whose own error is some 5 % there.
 */
export async function calibrate({
  engine,
  history,
  cut,
  snapshot,
}: {
  engine: SqlEngine;
  history: readonly string[];
  cut: string;
  snapshot: string;
}): Promise<Calibration | null> {
  const heldOut = (Date.parse(snapshot) - Date.parse(cut)) / DAY_MS;
  if (heldOut < SHORTEST_DAYS) return null;
  const rows = await collapsed(engine, history, DAY_WIDTHS, (width) => ({
    columns: `then_x AS x, avg(then_tx) AS tx, avg(then_watched) AS watched, count(*) AS n, sum(later) AS bought,
      count(*) FILTER (WHERE later = 0) AS gone`,
    where: 'then_x IS NOT NULL',
    by: `then_x, ${bin('then_tx', width)}, ${bin('then_watched', width)}`,
  }));
  const cells = rows.map(({ x = 0, tx = 0, watched = 0, n = 0, bought = 0, gone = 0 }) => ({
    x,
    tx: tx / DAYS_A_WEEK,
    T: watched / DAYS_A_WEEK,
    n,
    bought,
    gone,
  }));
  const { belief } = fitPurchasing(purchaseCounts(cells));
  if (belief === null) return null;
  const weeks = heldOut / DAYS_A_WEEK;
  const told = cells.map((cell) => {
    const believed = belief(cell);
    return { ...cell, expected: expectedPurchases(believed, weeks), none: noPurchase(believed, weeks) };
  });
  return { cut, until: snapshot, ...agreement(told) };
}

/** `n` customers of whom the same was told, `expected` purchases each and `none` with that probability, and what came. */
type Told = { n: number; expected: number; none: number; bought: number; gone: number };

/** How what was told agrees with what came. */
export function agreement(told: readonly Told[]): Omit<Calibration, 'cut' | 'until'> {
  const sum = (of: (row: Told) => number) => told.reduce((total, row) => total + of(row), 0);
  const customers = sum(({ n }) => n);
  return {
    customers,
    predictedPurchases: sum(({ n, expected }) => n * expected),
    actualPurchases: sum(({ bought }) => bought),
    auc: areaUnderCurve(
      told.flatMap(({ expected, n, gone }) => [
        { score: -expected, positive: true, n: gone },
        { score: -expected, positive: false, n: n - gone },
      ]),
    ),
    brier: sum(({ n, none, gone }) => gone * (1 - none) ** 2 + (n - gone) * none ** 2) / customers,
    bins: bins(told, customers),
  };
}

/** Tenths by what was told, each with Wilson's 95 % interval of what came. Rows are not split between tenths. */
function bins(told: readonly Told[], customers: number): Calibration['bins'] {
  const ranked = [...told].sort((a, b) => a.none - b.none);
  const tenths = Array.from({ length: BINS }, () => ({ n: 0, told: 0, came: 0 }));
  let before = 0;
  for (const { n, none, gone } of ranked) {
    const tenth = tenths[Math.min(BINS - 1, Math.floor((BINS * (before + n / 2)) / customers))];
    before += n;
    if (tenth === undefined) continue;
    tenth.n += n;
    tenth.told += n * none;
    tenth.came += gone;
  }
  return tenths
    .filter(({ n }) => n > 0)
    .map(({ n, told, came }) => ({
      n,
      predictedNone: Math.min(1, told / n),
      actualNone: came / n,
      ...wilson(came, n),
    }));
}
