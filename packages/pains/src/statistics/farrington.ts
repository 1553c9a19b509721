import { normalQuantile } from '@soundings/statistics/normal';
import { incompleteBeta, studentQuantile, studentTail } from '@soundings/statistics/student';
import type { Forecast } from './quasi-poisson.ts';

/** A dispersion with the degrees of freedom that it was estimated from. */
export type Dispersion = { value: number; df: number };

/**
 * How unusual a count is against its forecast, as a one-sided p: the larger of two. On the 2/3-power scale the
 * counts' skewness is gone (Farrington et al. 1996 §3.5), with Student's instead of the normal distribution since the
 * dispersion is an estimate; in the negative binomial (Noufaily et al. 2013, Statistics in Medicine 32:1206–1222)
 * small means keep their long tail, and its normal score is referred to Student's too. A dispersion below 1 counts as
 * 1.
 */
export function exceedance(count: number, { mean, logVariance }: Forecast, { value, df }: Dispersion): number {
  const power = studentTail(((count / mean) ** (2 / 3) - 1) / spread(mean, logVariance, value), df);
  const tail = negativeBinomialTail(count, mean, mean * mean * variation(mean, logVariance, value));
  return Math.max(power, tail >= 0.5 ? tail : studentTail(-normalQuantile(tail), df));
}

/** P(X ≥ count) of the negative binomial of this mean and variance, which exceeds the mean; 1 for no count. */
function negativeBinomialTail(count: number, mean: number, variance: number): number {
  if (count <= 0) return 1;
  const success = mean / Math.max(variance, mean * (1 + 1e-6));
  return incompleteBeta(1 - success, count, (mean * success) / (1 - success));
}

/** The largest count within chance at level `p`. */
export function upperBound(p: number, forecast: Forecast, dispersion: Dispersion): number {
  const { mean, logVariance } = forecast;
  let bound = mean * (1 + studentQuantile(p, dispersion.df) * spread(mean, logVariance, dispersion.value)) ** 1.5;
  while (exceedance(bound + 1, forecast, dispersion) > p) bound++;
  return bound;
}

/** The standard error of (count / mean)^(2/3): the count's own variance and the forecast's. */
function spread(mean: number, logVariance: number, dispersion: number): number {
  return (2 / 3) * Math.sqrt(variation(mean, logVariance, dispersion));
}

/** The squared coefficient of variation of a count about its forecast. */
function variation(mean: number, logVariance: number, dispersion: number): number {
  return Math.max(1, dispersion) * (1 / mean + logVariance);
}

/**
 * Themes of one product share their weeks and much of their noise: each estimate counts like this many weeks of the
 * common one.
 */
const COMMON_WEEKS = 12;

/**
 * Dispersions of many series shrunk towards the common one, in proportion to what each knows: the moderated variance
 * of Smyth 2004 (Statistical Applications in Genetics and Molecular Biology 3:3) with fixed prior degrees of freedom.
 */
export function moderatedDispersions(forecasts: readonly Forecast[]): Dispersion[] {
  const common = commonDispersion(forecasts).value;
  return forecasts.map((forecast) => {
    // A single series has nobody to learn from.
    const prior = forecasts.length > 1 ? COMMON_WEEKS : 0;
    const value = (prior * common + forecast.df * forecast.dispersion) / (prior + forecast.df);
    return { value: Math.max(1, value), df: prior + forecast.df };
  });
}

/** The dispersion of all series together; 1 where there is none to learn from. */
export function commonDispersion(forecasts: readonly Forecast[]): Dispersion {
  const df = forecasts.reduce((sum, forecast) => sum + forecast.df, 0);
  if (df <= 0) return { value: 1, df: COMMON_WEEKS };
  return { value: forecasts.reduce((sum, forecast) => sum + forecast.dispersion * forecast.df, 0) / df, df };
}
