import type { Holdout } from '@soundings/contracts/persona';
import { normalQuantile } from '@soundings/statistics/normal';

const ALPHA = 0.05;
const POWER = 0.8;

/**
 * How many people the smaller arm needs so that a rise from `baseline` to `raised` is found with the given power in a
 * two-sided test, where the other arm has `ratio` times as many (Fleiss, Levin, Paik 2003, Statistical Methods for
 * Rates and Proportions, §4.4, without continuity correction).
 */
export function peopleNeeded(
  { baseline, raised, ratio = 1 }: { baseline: number; raised: number; ratio?: number },
  { alpha = ALPHA, power = POWER } = {},
): number {
  const pooled = (baseline + ratio * raised) / (1 + ratio);
  const chance = normalQuantile(1 - alpha / 2) * Math.sqrt((ratio + 1) * pooled * (1 - pooled));
  const effect = normalQuantile(power) * Math.sqrt(ratio * baseline * (1 - baseline) + raised * (1 - raised));
  return Math.ceil((chance + effect) ** 2 / (ratio * (raised - baseline) ** 2));
}

/** The smallest absolute rise that arms of these sizes find with the usual power, null where none below 1 is. */
export function detectableRise(baseline: number, holdout: number, treated: number): number | null {
  const found = (rise: number) =>
    peopleNeeded({ baseline, raised: baseline + rise, ratio: treated / holdout }) <= holdout;
  let low = 0;
  let high = 1 - baseline;
  if (holdout < 2 || high <= 0 || !found(high * 0.999)) return null;
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (found(middle)) high = middle;
    else low = middle;
  }
  return Math.ceil(high * 1000) / 1000;
}

/** The share of the group that does what is measured when left alone. */
export type Baseline = { share: number; n: number; evidence: string };

/** Holdouts that are tried, smallest first: the fewest people are left untouched who still show the effect. */
const SHARES = [0.1, 0.2, 0.3, 0.5];

/**
 * The holdout to propose for a group of `n` people: the smallest that finds a rise of the baseline by the part
 * `worthwhile`; where none does, half of them, and what that can find at all.
 */
export function proposeHoldout(
  baseline: Baseline,
  n: number,
  { worthwhile, days }: { worthwhile: number; days: number },
): Holdout | null {
  if (baseline.share >= 1 || n === 0) return null;
  // A baseline of none would let nothing be found by its relative rise: a point is the least that is told.
  const from = Math.max(baseline.share, 0.01);
  const raised = Math.min(0.99, from * (1 + worthwhile));
  const enough = SHARES.find((share) => {
    const ratio = (1 - share) / share;
    return raised > from && peopleNeeded({ baseline: from, raised, ratio }) <= Math.floor(n * share);
  });
  const share = enough ?? 0.5;
  const size = Math.floor(n * share);
  return {
    share,
    size,
    treated: n - size,
    days,
    baseline: Math.round(1000 * baseline.share) / 1000,
    worthwhile: Math.round(1000 * (raised / from - 1)) / 1000,
    detectable: detectableRise(from, size, n - size),
    alpha: ALPHA,
    power: POWER,
    enough: enough !== undefined,
    n: baseline.n,
    evidence: baseline.evidence,
  };
}
