import { newcombe } from '@soundings/statistics/newcombe';
import { twoSided } from '@soundings/statistics/normal';
import { wilson as wilsonInterval, Z95 } from '@soundings/statistics/wilson';

/** A share and the number of independent observations that it is worth. */
export type Proportion = { share: number; n: number };

/** The 95 % Wilson score interval of a share, low end first. */
export function wilson({ share, n }: Proportion): [number, number] {
  const { low, high } = wilsonInterval(share * n, n);
  return [low, high];
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
  return twoSided((a.share - b.share) / Math.sqrt(variance));
}

/** Newcombe's interval of the difference `a − b`, low end first. */
export function differenceInterval(a: Proportion, b: Proportion): [number, number] {
  const { low, high } = newcombe({ people: a.share * a.n, of: a.n }, { people: b.share * b.n, of: b.n });
  return [low, high];
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
