import { incompleteBeta } from '@soundings/statistics/student';

/**
 * The one-sided p that a rate did not rise: given both counts' sum, the new count is binomial with the new exposure's
 * share (Przyborowski and Wilenski 1940, Biometrika 31:313–323). Exact for whole counts, at any size. 1 where nothing
 * was counted.
 */
export function risenRate(count: number, of: number, pastCount: number, pastOf: number): number {
  if (count <= 0 || of <= 0) return 1;
  if (pastOf <= 0) return 1;
  const share = of / (of + pastOf);
  // P(X ≥ k) of a binomial of n trials is I_share(k, n − k + 1).
  return incompleteBeta(share, count, pastCount + 1);
}
