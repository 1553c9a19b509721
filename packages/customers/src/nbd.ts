import { logGamma } from '@soundings/statistics/log-gamma';
import { type Fit, fitByLikelihood } from './model-fit.ts';
import { countedCustomers, type PurchaseCounts } from './purchase-counts.ts';

export type Nbd = { r: number; alpha: number };

const STARTS = [
  [0.5, 5],
  [1, 1],
  [0.2, 20],
] as const;

/**
 * Fits the NBD model: purchases are Poisson with rates Gamma(r, α) across customers, and nobody leaves. It is what the
 * other models become where the data show no trace of leaving, and stands in for them there. Ehrenberg (1959), The Pattern
 * of Consumer Purchases, Applied Statistics 8(1).
 */
export function fitNbd(counts: PurchaseCounts): Fit<'r' | 'alpha'> {
  const { x, T, n } = counts;
  return fitByLikelihood({
    model: 'nbd',
    names: ['r', 'alpha'],
    starts: STARTS,
    logLikelihood: ([r = 0, alpha = 0]) => {
      let sum = 0;
      for (let i = 0; i < n.length; i++) {
        const xi = x[i] as number;
        sum +=
          (n[i] as number) *
          (logGamma(r + xi) - logGamma(r) + r * Math.log(alpha) - (r + xi) * Math.log(alpha + (T[i] as number)));
      }
      return sum;
    },
    ...countedCustomers(counts),
  });
}
