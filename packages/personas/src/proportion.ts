import { twoSidedP, Z95 } from './normal.ts';

/** A share and the number of independent observations that it is worth. */
export type Proportion = { share: number; n: number };

/**
 * The Wilson score interval of a proportion (Wilson 1927, JASA 22:209–212; the two-sided form without continuity
 * correction that Brown, Cai, DasGupta 2001, Statistical Science 16:101–133, recommend). `n` may be an effective number
 * and need not be whole. Without observations everything is possible: [0, 1].
 */
export function wilson({ share, n }: Proportion, z = Z95): [number, number] {
  if (n <= 0) return [0, 1];
  const z2 = z * z;
  const centre = share + z2 / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/**
 * Two-sided p that two independent proportions are of one population: Pearson's test with (N − 1)/N, which keeps its
 * level where every expected count is at least one (Campbell 2007, Statistics in Medicine 26:3661–3675). Where one is
 * smaller nothing can be told and p is 1.
 */
export function sameShareP(a: Proportion, b: Proportion): number {
  const n = a.n + b.n;
  if (a.n <= 0 || b.n <= 0) return 1;
  const pooled = (a.share * a.n + b.share * b.n) / n;
  if (Math.min(pooled, 1 - pooled) * Math.min(a.n, b.n) < 1) return 1;
  const variance = pooled * (1 - pooled) * (1 / a.n + 1 / b.n) * (n / (n - 1));
  return twoSidedP((a.share - b.share) / Math.sqrt(variance));
}

/**
 * The interval of the difference `a − b` by Newcombe's hybrid score method (1998, Statistics in Medicine 17:873–890,
 * method 10).
 */
export function differenceInterval(a: Proportion, b: Proportion): [number, number] {
  const [lowA, highA] = wilson(a);
  const [lowB, highB] = wilson(b);
  const difference = a.share - b.share;
  return [
    difference - Math.hypot(a.share - lowA, highB - b.share),
    difference + Math.hypot(highA - a.share, b.share - lowB),
  ];
}

/**
 * The ratio `a / b` with its log-normal interval (Katz et al. 1978, Biometrics 34:469–474), half an observation added
 * to each count so that zeros stay finite (Walter 1975, Biometrika 62:371–374). Null where one side has no observation.
 */
export function lift(a: Proportion, b: Proportion): { lift: number; interval: [number, number] } | null {
  if (a.n <= 0 || b.n <= 0) return null;
  const countA = a.share * a.n + 0.5;
  const countB = b.share * b.n + 0.5;
  const ratio = countA / (a.n + 0.5) / (countB / (b.n + 0.5));
  const deviation = Math.sqrt(1 / countA - 1 / (a.n + 0.5) + 1 / countB - 1 / (b.n + 0.5));
  return { lift: ratio, interval: [ratio * Math.exp(-Z95 * deviation), ratio * Math.exp(Z95 * deviation)] };
}
