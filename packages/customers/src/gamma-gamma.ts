import { logGamma } from './log-gamma.ts';
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
  const rows = [...spending].filter(({ x, mean }) => x > 0 && mean > 0);
  const customers = rows.reduce((sum, { n = 1 }) => sum + n, 0);
  const typical = rows.reduce((sum, { mean, n = 1 }) => sum + mean * n, 0) / customers;
  return fitByLikelihood({
    model: 'gamma-gamma',
    names: ['p', 'q', 'v'],
    // v scales with the currency: yen and dollars of one behaviour differ in nothing else.
    starts: STARTS.map(([p, q, v]) => [p, q, v * typical]),
    logLikelihood: ([p = 0, q = 0, v = 0]) => {
      let sum = 0;
      for (const { x, mean, n = 1 } of rows) {
        const px = p * x;
        sum +=
          n *
          (logGamma(px + q) -
            logGamma(px) -
            logGamma(q) +
            q * Math.log(v) +
            (px - 1) * Math.log(mean) +
            px * Math.log(x) -
            (px + q) * Math.log(v + x * mean));
      }
      return sum;
    },
    customers,
    repeaters: customers,
  });
}

/**
 * What such a customer is expected to spend at a time: a mean of their own and everybody's. Everybody's where `x` is 0.
 * Null where q is so small that it has no mean. Fader & Hardie (2013), equation 5.
 */
export function expectedSpend({ p, q, v }: GammaGamma, { x, mean }: { x: number; mean: number }): number | null {
  const below = p * x + q - 1;
  return below > 0 ? (p * (v + x * mean)) / below : null;
}
