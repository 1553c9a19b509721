import { roundingVariance } from './disclosure.ts';
import { type Proportion, wilson } from './proportion.ts';

/** Numbers as a document holds them: shares to a tenth of a percent. */
export function rounded(value: number, decimals = 3): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}

/** To `digits` significant digits, as means and medians are told: finer would say something of single people. */
export function significant(value: number, digits = 3): number {
  return value === 0 ? 0 : Number(value.toPrecision(digits));
}

/**
 * A told count of a told n as a proportion for tests and intervals: its n is reduced to what the weights left
 * (`effectiveN`) and by the variance that the rounding of counts to multiples of `k` adds, so that intervals still hold
 * the exact share.
 */
export function toldProportion(count: number, n: number, effectiveN: number, k: number): Proportion {
  if (n <= 0) return { share: 0, n: 0 };
  const likely = (count + 1) / (n + 2);
  const spread = likely * (1 - likely);
  const variance = spread / Math.max(1, Math.min(n, effectiveN)) + roundingVariance(k) / (n * n);
  return { share: Math.min(1, count / n), n: spread / variance };
}

/** The Wilson interval of a proportion, as a document holds it. */
export function toldInterval(proportion: Proportion): [number, number] {
  const [low, high] = wilson(proportion);
  return [rounded(low), rounded(high)];
}
