import type { Share } from '@soundings/contracts/survey-summary';

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with Wilson's 95 % score interval (Wilson, JASA 22, 1927, p. 209–212). Of nothing, it is 0 with the interval
 * 0–1: nothing is known.
 */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: 0, low: 0, high: 1 };
  const share = count / of;
  const middle = share + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return { count, of, share, low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
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
  const reach = Z * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
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
