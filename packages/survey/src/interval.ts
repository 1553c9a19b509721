import type { Share } from '@soundings/contracts/survey-summary';
import { wilson, Z95 } from '@soundings/statistics/wilson';

/** A share with Wilson's 95 % score interval. Of nothing, it is 0 with the interval 0–1: nothing is known. */
export function shareOf(count: number, of: number): Share {
  return { count, of, share: of === 0 ? 0 : count / of, ...wilson(count, of) };
}

/**
 * The Net Promoter Score, −100 to 100, of answers 0–10: the share of 9 and 10 less the share of 0 to 6. Its 95 %
 * interval is the adjusted Wald of Rocks (The American Statistician 70(4), 2016, p. 365–372) with three added
 * answers, of which promoters and detractors get 3/4 each. Null without answers.
 */
export function netPromoterScore(
  answers: readonly number[],
): { score: number; low: number; high: number; promoters: number; passives: number; detractors: number } | null {
  const n = answers.length;
  if (n === 0) return null;
  const promoters = answers.filter((answer) => answer >= 9).length;
  const detractors = answers.filter((answer) => answer <= 6).length;
  const p = (promoters + 0.75) / (n + 3);
  const d = (detractors + 0.75) / (n + 3);
  const reach = Z95 * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
  return {
    score: (100 * (promoters - detractors)) / n,
    low: 100 * Math.max(-1, p - d - reach),
    high: 100 * Math.min(1, p - d + reach),
    promoters,
    passives: n - promoters - detractors,
    detractors,
  };
}

/** Quantile `q` (0–1) of numbers in rising order by linear interpolation (type 7 of Hyndman and Fan, 1996); null of none. */
export function quantile(sorted: readonly number[], q: number): number | null {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
}
