import type { BgNbd } from './bg-nbd.ts';
import { hypergeometric } from './hypergeometric.ts';
import type { Nbd } from './nbd.ts';

/** A customer's history in the unit of the fit: `x` repeat purchases, the last at `tx`, watched until `T`. */
export type History = { x: number; tx: number; T: number };

/**
 * What is believed of a customer, given that they have not left: a rate that is Gamma(r, α) and a probability of leaving
 * after each further purchase that is Beta(a, b). `alive` is the probability that they have not left; `tells` is false
 * where that is 1 by assumption and not by anything the customer did.
 */
export type Belief = { r: number; alpha: number; a: number; b: number; alive: number; tells: boolean };

/** The belief under the BG/NBD model. Who bought once cannot have left there, hence `alive` 1. Fader, Hardie & Lee (2008). */
export function bgNbdBelief(model: BgNbd, history: History): Belief {
  return belief(model, history, 0);
}

/** The belief under the MBG/NBD model. Batislam et al. (2007), equation 6. */
export function mbgNbdBelief(model: BgNbd, history: History): Belief {
  return belief(model, history, 1);
}

/** The belief under the NBD model: nobody leaves. */
export function nbdBelief({ r, alpha }: Nbd, { x, T }: History): Belief {
  return { r: r + x, alpha: alpha + T, a: 0, b: 1, alive: 1, tells: false };
}

function belief({ r, alpha, a, b }: BgNbd, { x, tx, T }: History, toss: 0 | 1): Belief {
  const tosses = x + toss;
  const left = tosses === 0 ? 0 : (a / (b + tosses - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x);
  return { r: r + x, alpha: alpha + T, a, b: b + tosses, alive: 1 / (1 + left), tells: tosses > 0 };
}

/**
 * Purchases expected within the next `t`. Fader, Hardie & Lee (2005), equation 10, its ₂F₁ transformed by A&S 15.3.3, where
 * it settles for any `t`.
 */
export function expectedPurchases({ r, alpha, a: given, b, alive }: Belief, t: number): number {
  if (given === 0) return (r / alpha) * t * alive;
  // At a = 1 and at a + b = 1 the formula is 0/0; a hair beside them, it is its own limit.
  const a = Math.abs(given - 1) < 1e-6 || Math.abs(given + b - 1) < 1e-6 ? given + 2e-6 : given;
  const z = t / (alpha + t);
  const c = a + b - 1;
  // Two forms of one number (15.3.3); the one with the smaller parameter neither grows beyond all bounds nor is slow.
  const settled =
    r < Math.abs(a - 1)
      ? (1 - z) ** r * hypergeometric(r, b, c, z)
      : (1 - z) ** (a - 1) * hypergeometric(c - r, a - 1, c, z);
  return Math.max(0, (c / (a - 1)) * (1 - settled) * alive);
}

/** Probability of no purchase within the next `t`: has left, or is silent. */
export function noPurchase({ r, alpha, alive }: Belief, t: number): number {
  return 1 - alive * (1 - (alpha / (alpha + t)) ** r);
}

/**
 * Probabilities of 0, 1, 2 … purchases within the next `t`, until they sum to `until` (1,000 purchases at most). The n-th
 * is either survived or the last: (1−p)ⁿ·P(exactly n) + p(1−p)ⁿ⁻¹·P(at least n), averaged over the rate and p.
 */
export function purchaseProbabilities({ r, alpha, a, b, alive }: Belief, t: number, until = 0.9999): number[] {
  const z = t / (alpha + t);
  let exactly = (1 - z) ** r;
  let fewer = 0;
  let survived = 1;
  const probabilities = [1 - alive + alive * exactly];
  let sum = probabilities[0] as number;
  for (let n = 1; sum < until && n < 1000; n++) {
    fewer += exactly;
    exactly *= ((r + n - 1) / n) * z;
    const leaves = survived * (a / (a + b + n - 1));
    survived *= (b + n - 1) / (a + b + n - 1);
    const p = alive * (survived * exactly + leaves * Math.max(0, 1 - fewer));
    probabilities.push(p);
    sum += p;
  }
  return probabilities;
}
