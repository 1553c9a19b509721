import { logGamma } from '@soundings/statistics/log-gamma';
import { hypergeometricFromOne } from './hypergeometric.ts';
import { type Fit, fitByLikelihood } from './model-fit.ts';
import { countedCustomers, type PurchaseCounts } from './purchase-counts.ts';

export type ParetoNbd = { r: number; alpha: number; s: number; beta: number };
type History = { x: number; tx: number; T: number };

const STARTS = [
  [0.5, 10, 0.5, 10],
  [1, 5, 1, 20],
  [0.3, 20, 1.5, 30],
] as const;

/**
 * Fits the Pareto/NBD model: purchases are Poisson with rates Gamma(r, α), lifetimes exponential with rates Gamma(s, β)
 * across customers.
 *
 * Schmittlein, Morrison & Colombo (1987), Counting Your Customers, Management Science 33(1); likelihood as in Fader &
 * Hardie (2005), A Note on Deriving the Pareto/NBD Model and Related Expressions, equation 1.
 */
export function fitParetoNbd(counts: PurchaseCounts): Fit<'r' | 'alpha' | 's' | 'beta'> {
  return fitByLikelihood({
    model: 'pareto-nbd',
    names: ['r', 'alpha', 's', 'beta'],
    starts: STARTS,
    logLikelihood: ([r = 0, alpha = 0, s = 0, beta = 0]) => logLikelihood(counts, { r, alpha, s, beta }),
    ...countedCustomers(counts),
  });
}

function logLikelihood({ x, tx, T, n }: PurchaseCounts, model: ParetoNbd): number {
  const { r, alpha, s, beta } = model;
  const constant = r * Math.log(alpha) + s * Math.log(beta) - logGamma(r);
  let sum = 0;
  let lastX = -1;
  let lnGamma = 0;
  for (let i = 0; i < n.length; i++) {
    const history = { x: x[i] as number, tx: tx[i] as number, T: T[i] as number };
    // Histories come in the order of x.
    if (history.x !== lastX) {
      lastX = history.x;
      lnGamma = logGamma(r + lastX);
    }
    const stayed = -(r + history.x) * Math.log(alpha + history.T) - s * Math.log(beta + history.T);
    const left = lnLeft(model, history);
    sum +=
      (n[i] as number) * (constant + lnGamma + Math.max(stayed, left) + Math.log1p(Math.exp(-Math.abs(stayed - left))));
  }
  return sum;
}

/** ln of s/(r+s+x)·A₀: the likelihood that the customer left between the last purchase and now, without its constant. */
function lnLeft(model: ParetoNbd, { x, tx, T }: History): number {
  const early = lnTerm(model, x, tx);
  return Math.log(model.s / (model.r + model.s + x)) + early + Math.log(-Math.expm1(lnTerm(model, x, T) - early));
}

/** ln of one of the two terms that A₀ is the difference of. */
function lnTerm({ r, alpha, s, beta }: ParetoNbd, x: number, t: number): number {
  const more = Math.max(alpha, beta) + t;
  const z = Math.abs(alpha - beta) / more;
  const order = r + s + x;
  // Transformed by A&S 15.3.3: ₂F₁(order, k; order+1; z) = (1−z)^(1−k) ₂F₁(1, order+1−k; order+1; z).
  const k = alpha >= beta ? s + 1 : r + x;
  return (
    (1 - k) * Math.log1p(-z) + Math.log(hypergeometricFromOne(order + 1 - k, order + 1, z)) - order * Math.log(more)
  );
}

/** Probability that a customer of this history has not left. Fader & Hardie (2005), equation 11. */
export function paretoNbdAlive(model: ParetoNbd, history: History): number {
  const { r, alpha, s, beta } = model;
  const stayed = -(r + history.x) * Math.log(alpha + history.T) - s * Math.log(beta + history.T);
  return 1 / (1 + Math.exp(lnLeft(model, history) - stayed));
}

/** Purchases expected of such a customer within the next `t`. Fader & Hardie (2005), equation 41. */
export function paretoNbdExpected(model: ParetoNbd, history: History, t: number): number {
  const { r, alpha, s, beta } = model;
  const rate = (r + history.x) / (alpha + history.T);
  const ratio = (beta + history.T) / (beta + history.T + t);
  const time =
    Math.abs(s - 1) < 1e-9
      ? -(beta + history.T) * Math.log(ratio)
      : ((beta + history.T) / (s - 1)) * -Math.expm1((s - 1) * Math.log(ratio));
  return rate * time * paretoNbdAlive(model, history);
}
