import type { Forecast, Period } from './quasi-poisson.ts';

/** How much the newest period weighs in a forecast. */
const LAMBDA = 0.3;

/**
 * The exponentially weighted moving average of rates (Roberts 1959, Technometrics 1:239–250), each period weighing by
 * how many it is of too: λ, λ(1 − λ), λ(1 − λ)² … from the newest back. Null without anyone in any period.
 */
export function smoothedRate(periods: readonly Omit<Period, 'at'>[], lambda: number): number | null {
  const { counts, exposure } = decayed(periods, lambda);
  return exposure > 0 ? counts / exposure : null;
}

/**
 * Forecasts a period from a past too short for a regression: the smoothed rate, whose variance follows from its
 * weights (the EWMA chart's). `dispersion` is Pearson's over the past. Null where the past has no counts.
 */
export function smoothedForecast(past: readonly Period[], next: Omit<Period, 'count'>): Forecast | null {
  const periods = past.filter(({ of }) => of > 0);
  const { counts, exposure, squares } = decayed(periods, LAMBDA);
  if (periods.length < 3 || counts <= 0 || next.of <= 0) return null;
  const rate = counts / exposure;
  const overall = sum(periods.map(({ count }) => count)) / sum(periods.map(({ of }) => of));
  const chi = sum(periods.map(({ count, of }) => (count - of * overall) ** 2 / (of * overall)));
  const df = periods.length - 1;
  return { mean: rate * next.of, logVariance: squares / (exposure * exposure * rate), dispersion: chi / df, df };
}

function decayed(periods: readonly Omit<Period, 'at'>[], lambda: number) {
  let weight = 1;
  let [counts, exposure, squares] = [0, 0, 0];
  for (const { count, of } of periods.toReversed()) {
    counts += weight * count;
    exposure += weight * of;
    squares += weight * weight * of;
    weight *= 1 - lambda;
  }
  return { counts, exposure, squares };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
