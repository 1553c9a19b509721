import { logGamma } from '@soundings/statistics/log-gamma';
import { type Fit, fitByLikelihood } from './model-fit.ts';

export type GammaGamma = { p: number; q: number; v: number };

/** `n` customers whose `x` purchases were worth `mean` each. */
export type Spending = { x: number; mean: number; n?: number };

const STARTS = [
  [1, 2, 1],
  [5, 3, 1],
  [0.5, 5, 2],
] as const;

/**
 * Fits the Gamma-Gamma model of spending: what a customer spends at a time is Gamma(p, ν), and ν is Gamma(q, v) across
 * customers. Only customers with at least one purchase of positive mean can be used. v has the currency's unit.
 *
 * Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, equation 1a.
 */
export function fitGammaGamma(spending: Iterable<Spending>): Fit<'p' | 'q' | 'v'> {
  const used = [...spending].filter(({ x, mean }) => x > 0 && mean > 0);
  const customers = used.reduce((sum, { n = 1 }) => sum + n, 0);
  // In units of the typical spend: yen and dollars of one behaviour differ in nothing but v.
  const unit = used.reduce((sum, { mean, n = 1 }) => sum + mean * n, 0) / customers;
  const rows = used
    .map(({ x, mean, n = 1 }) => ({ x, mean: mean / unit, n }))
    .sort((a, b) => a.x - b.x || a.mean - b.mean);
  const fit = fitByLikelihood({
    model: 'gamma-gamma',
    names: ['p', 'q', 'v'],
    starts: STARTS,
    logLikelihood: ([p = 0, q = 0, v = 0]) => {
      let sum = 0;
      let lastX = 0;
      let ofX = 0;
      for (const { x, mean, n } of rows) {
        const px = p * x;
        if (x !== lastX) {
          lastX = x;
          ofX = logGamma(px + q) - logGamma(px) - logGamma(q) + q * Math.log(v) + px * Math.log(x);
        }
        sum += n * (ofX + (px - 1) * Math.log(mean) - (px + q) * Math.log(v + x * mean));
      }
      return sum;
    },
    customers,
    repeaters: customers,
  });
  const { parameters, logLikelihood } = fit;
  return {
    ...fit,
    parameters: parameters && { ...parameters, v: parameters.v * unit },
    logLikelihood: logLikelihood && logLikelihood - customers * Math.log(unit),
  };
}

/**
 * What such a customer is expected to spend at a time: a mean of their own and everybody's. Everybody's where `x` is 0.
 * Null where q is so small that it has no mean. Fader & Hardie (2013), equation 5.
 */
export function expectedSpend({ p, q, v }: GammaGamma, { x, mean }: { x: number; mean: number }): number | null {
  const below = p * x + q - 1;
  return below > 0 ? (p * (v + x * mean)) / below : null;
}
