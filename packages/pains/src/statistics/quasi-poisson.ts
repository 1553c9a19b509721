/** A period's count, of how many, and when (any unit). */
export type Period = { count: number; of: number; at: number };

/**
 * What a past lets expect of a period: the mean, the variance of its logarithm in units of the dispersion, and the
 * dispersion's estimate (Pearson's χ² over `df`, not yet kept above 1).
 */
export type Forecast = { mean: number; logVariance: number; dispersion: number; df: number };

type Fit = { level: number; slope: number; covariance: [number, number, number] };

const UNUSUAL = 2.58;
/** At the usual 1.96 one steady theme in twenty is extrapolated along a slope that chance made. */
const SURE_SLOPE = 2.58;

/**
 * Fits log(mean) = log(of) + level + slope · at to past periods by iteratively reweighted least squares and forecasts
 * one period, after Farrington et al. 1996 (JRSS A 159:547–563) §3: past outbreaks are weighted down by their
 * Anscombe residuals (beyond 2.58, Noufaily et al. 2013), the slope is kept only where it is significant at 1 % and
 * never forecasts a higher rate than was seen. Null where the past has no counts.
 */
export function forecastCount(past: readonly Period[], next: Omit<Period, 'count'>): Forecast | null {
  const periods = past.filter(({ of }) => of > 0);
  if (periods.length < 3 || periods.every(({ count }) => count <= 0) || next.of <= 0) return null;
  const trended = periods.length >= 10 ? robustForecast(periods, next, true) : null;
  if (trended !== null) {
    const { fit, forecast } = trended;
    const t = Math.abs(fit.slope) / Math.sqrt(Math.max(1, forecast.dispersion) * fit.covariance[2]);
    const most = Math.max(...periods.map(({ count, of }) => count / of)) * next.of;
    if (t > SURE_SLOPE) return { ...forecast, mean: Math.min(forecast.mean, most) };
  }
  return robustForecast(periods, next, false).forecast;
}

function robustForecast(periods: readonly Period[], next: Omit<Period, 'count'>, hasSlope: boolean) {
  const first = fitRate(periods, null, hasSlope);
  const weights = outbreakWeights(periods, first, hasSlope);
  const fit = fitRate(periods, weights, hasSlope);
  const df = periods.length - (hasSlope ? 2 : 1);
  let chi = 0;
  for (const [i, period] of periods.entries()) {
    const mean = meanAt(fit, period);
    chi += ((weights[i] ?? 1) * (period.count - mean) ** 2) / Math.max(mean, 1e-9);
  }
  const [a, b, c] = fit.covariance;
  const logVariance = a + 2 * b * next.at + c * next.at * next.at;
  return { fit, forecast: { mean: meanAt(fit, next), logVariance, dispersion: chi / df, df } };
}

const meanAt = ({ level, slope }: Fit, { of, at }: Omit<Period, 'count'>) => of * Math.exp(level + slope * at);

function fitRate(periods: readonly Period[], weights: readonly number[] | null, hasSlope: boolean): Fit {
  const total = sum(periods.map(({ count }, i) => count * (weights?.[i] ?? 1)));
  const exposure = sum(periods.map(({ of }, i) => of * (weights?.[i] ?? 1)));
  const fit: Fit = {
    level: Math.log(Math.max(total, 0.5) / exposure),
    slope: 0,
    covariance: [1 / Math.max(total, 0.5), 0, 0],
  };
  if (!hasSlope) return fit;
  for (let step = 0; step < 25; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const [i, period] of periods.entries()) {
      const weight = weights?.[i] ?? 1;
      const mean = meanAt(fit, period);
      g0 += weight * (period.count - mean);
      g1 += weight * (period.count - mean) * period.at;
      h00 += weight * mean;
      h01 += weight * mean * period.at;
      h11 += weight * mean * period.at * period.at;
    }
    const det = h00 * h11 - h01 * h01;
    if (!(det > 1e-12)) return { ...fit, slope: 0 };
    fit.covariance = [h11 / det, -h01 / det, h00 / det];
    const change = [(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det] as const;
    fit.level += change[0];
    fit.slope += change[1];
    if (Math.abs(change[0]) + Math.abs(change[1]) < 1e-9) break;
  }
  return fit;
}

/** Anscombe residuals of the first fit turn past outbreaks into weights s⁻², scaled to keep the number of periods. */
function outbreakWeights(periods: readonly Period[], fit: Fit, hasSlope: boolean): number[] {
  const means = periods.map((period) => meanAt(fit, period));
  const df = periods.length - (hasSlope ? 2 : 1);
  const chi = sum(periods.map(({ count }, i) => (count - (means[i] ?? 0)) ** 2 / Math.max(means[i] ?? 0, 1e-9)));
  const scale = Math.sqrt(Math.max(1, chi / df));
  const raw = periods.map(({ count }, i) => {
    const mean = Math.max(means[i] ?? 0, 1e-9);
    const residual = (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / (mean ** (1 / 6) * scale);
    return residual > UNUSUAL ? residual ** -2 : 1;
  });
  const keep = periods.length / sum(raw);
  return raw.map((weight) => weight * keep);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
