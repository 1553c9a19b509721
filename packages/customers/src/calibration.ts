import type { Calibration } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { areaUnderCurve } from './area-under-curve.ts';
import { bin, collapsed } from './collapsed-rows.ts';
import { expectedPurchases, noPurchase } from './future-purchases.ts';
import { purchaseCounts } from './purchase-counts.ts';
import { DAYS_A_WEEK, fitPurchasing } from './value-models.ts';

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
  const rows = await collapsed(engine, history, [1, 3, 7, 14, 28, 56], (width) => ({
    columns: 'then_x AS x, avg(then_tx) AS tx, avg(then_watched) AS watched, later, count(*) AS n',
    where: 'then_x IS NOT NULL',
    by: `then_x, ${bin('then_tx', width)}, ${bin('then_watched', width)}, later`,
  }));
  const cells = rows.map(({ x = 0, tx = 0, watched = 0, later = 0, n = 0 }) => ({
    x,
    tx: tx / DAYS_A_WEEK,
    T: watched / DAYS_A_WEEK,
    bought: later,
    n,
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

type Told = { n: number; bought: number; expected: number; none: number };

/** How what was told agrees with what came. `n` customers share each row. */
export function agreement(told: readonly Told[]): Omit<Calibration, 'cut' | 'until'> {
  const sum = (of: (row: Told) => number) => told.reduce((total, row) => total + row.n * of(row), 0);
  const customers = sum(() => 1);
  return {
    customers,
    predictedPurchases: sum(({ expected }) => expected),
    actualPurchases: sum(({ bought }) => bought),
    auc: areaUnderCurve(told.map(({ expected, bought, n }) => ({ score: -expected, positive: bought === 0, n }))),
    brier: sum(({ none, bought }) => (none - (bought === 0 ? 1 : 0)) ** 2) / customers,
    bins: bins(told, customers),
  };
}

/** Tenths by what was told, each with Wilson's 95 % interval of what came. Rows are not split between tenths. */
function bins(told: readonly Told[], customers: number): Calibration['bins'] {
  const ranked = [...told].sort((a, b) => a.none - b.none);
  const tenths = Array.from({ length: BINS }, () => ({ n: 0, told: 0, came: 0 }));
  let before = 0;
  for (const { n, none, bought } of ranked) {
    const tenth = tenths[Math.min(BINS - 1, Math.floor((BINS * (before + n / 2)) / customers))];
    before += n;
    if (tenth === undefined) continue;
    tenth.n += n;
    tenth.told += n * none;
    tenth.came += bought === 0 ? n : 0;
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

function wilson(k: number, n: number): { low: number; high: number } {
  const z = 1.959964;
  const centre = (k + (z * z) / 2) / (n + z * z);
  const half = (z * Math.sqrt((k * (n - k)) / n + (z * z) / 4)) / (n + z * z);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
