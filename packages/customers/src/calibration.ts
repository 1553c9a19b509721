import type { Calibration } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { areaUnderCurve } from './area-under-curve.ts';
import { expectedPurchases, noPurchase } from './future-purchases.ts';
import { historySql } from './history-sql.ts';
import { purchaseCounts } from './purchase-counts.ts';
import { DAYS_A_WEEK, fitPurchasing } from './value-models.ts';

const DAY_MS = 86_400_000;
const BINS = 10;

/**
 * Goes back to an earlier day, fits the model to what was known then and compares what it foretells with what the
 * customers did since: the honest answer to how far its warnings can be trusted. The time held out is the horizon, or a
 * third of the team's history where that is shorter. Null where there is no model or under 30 days to hold out.
 */
export async function calibrate({
  engine,
  days,
  snapshot,
  horizonDays,
}: {
  engine: SqlEngine;
  days: readonly string[];
  snapshot: string;
  horizonDays: number;
}): Promise<Calibration | null> {
  const [span] = await engine.query('SELECT min(day) AS first FROM days', { days });
  const end = Date.parse(`${snapshot}T00:00:00Z`);
  const heldOut = Math.min(horizonDays, Math.floor((end - Date.parse(`${span?.first}T00:00:00Z`)) / DAY_MS / 3));
  if (!(heldOut >= 30)) return null;
  const cut = new Date(end - heldOut * DAY_MS).toISOString().slice(0, 10);
  const rows = await engine.query(
    `WITH history AS (${historySql(cut)}),
       later AS (SELECT customer_id, count(*) AS bought FROM days WHERE day >= DATE '${cut}' AND day < DATE '${snapshot}'
         GROUP BY customer_id)
     SELECT h.x, h.tx, h.watched, coalesce(l.bought, 0) AS bought, count(*) AS n
     FROM history h LEFT JOIN later l ON l.customer_id = h.customer_id
     GROUP BY h.x, h.tx, h.watched, coalesce(l.bought, 0) ORDER BY 1, 2, 3, 4`,
    { days },
  );
  const cells = rows.map((row) => ({
    x: Number(row.x),
    tx: Number(row.tx) / DAYS_A_WEEK,
    T: Number(row.watched) / DAYS_A_WEEK,
    bought: Number(row.bought),
    n: Number(row.n),
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
