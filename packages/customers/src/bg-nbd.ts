import { logGamma } from '@soundings/statistics/log-gamma';
import { type Fit, fitByLikelihood } from './model-fit.ts';
import { countedCustomers, type PurchaseCounts } from './purchase-counts.ts';

export type BgNbd = { r: number; alpha: number; a: number; b: number };

// From light to heavy buyers and from fickle to faithful ones.
const STARTS = [
  [0.5, 5, 1, 2],
  [1, 1, 0.5, 0.5],
  [0.2, 20, 1, 5],
] as const;

/**
 * Fits the BG/NBD model: purchases are Poisson with rates Gamma(r, α) across customers, and after each repeat purchase a
 * customer leaves for good with a probability that is Beta(a, b) across customers. α is in the unit of the counts.
 *
 * Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2), equation 6; evaluated as
 * in their note "Implementing the BG/NBD Model".
 */
export function fitBgNbd(counts: PurchaseCounts): Fit<'r' | 'alpha' | 'a' | 'b'> {
  return fitByLikelihood({
    model: 'bg-nbd',
    names: ['r', 'alpha', 'a', 'b'],
    starts: STARTS,
    logLikelihood: ([r = 0, alpha = 0, a = 0, b = 0]) => geometricLogLikelihood(counts, { r, alpha, a, b }, false),
    ...countedCustomers(counts),
  });
}

/**
 * The log-likelihood of the beta-geometric models. They differ in one thing: in the modified one (`leavesAtOnce`) a
 * customer may leave after the first purchase as well, which is one more toss for everybody.
 */
export function geometricLogLikelihood(
  { x, tx, T, n }: PurchaseCounts,
  { r, alpha, a, b }: BgNbd,
  leavesAtOnce: boolean,
): number {
  const toss = leavesAtOnce ? 1 : 0;
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  let sum = 0;
  let lastX = -1;
  let ofX = 0;
  let lnLeave = 0;
  for (let i = 0; i < n.length; i++) {
    const xi = x[i] as number;
    if (xi !== lastX) {
      lastX = xi;
      ofX = constant + logGamma(r + xi) + logGamma(b + xi + toss) - logGamma(a + b + xi + toss);
      lnLeave = Math.log(a / (b + xi + toss - 1));
    }
    const stayed = -(r + xi) * Math.log(alpha + (T[i] as number));
    if (xi + toss === 0) {
      sum += (n[i] as number) * (ofX + stayed);
    } else {
      const left = lnLeave - (r + xi) * Math.log(alpha + (tx[i] as number));
      const high = Math.max(stayed, left);
      sum += (n[i] as number) * (ofX + high + Math.log1p(Math.exp(-Math.abs(stayed - left))));
    }
  }
  return sum;
}
