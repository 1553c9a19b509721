import { logFactorial } from '@soundings/statistics/log-gamma';
import { twoSided } from '@soundings/statistics/normal';
import { type Interval, wilson, Z95 } from '@soundings/statistics/wilson';
import { effectiveVotes, type Votes } from './divided-votes.ts';

/** Two groups' votes in one stratum: a place, say, where both were heard. */
export type Stratum = { first: Votes; second: Votes };

/** A mean vote with its 95 % interval; null where nobody voted. */
type Mean = Interval & { mean: number | null };

/**
 * Both groups' mean votes and their difference, as if both were spread over the strata alike: with the weights of Mantel
 * and Haenszel 1959 (n₁n₂/n). The interval recovers each stratum's variances from its Wilson limits at the effective
 * number of people (Newcombe's method carried over to weighted sums: Zou and Donner 2008, Statistics in Medicine
 * 27:1693–1702); the level of the limits is shared among the strata so that the sum's is 95 % (Yan and Su 2010,
 * Statistics in Biopharmaceutical Research 2:329–335). One stratum gives Newcombe's interval. [−1, 1] around 0 without
 * anyone on a side.
 */
export function stratifiedDifference(
  strata: readonly Stratum[],
): Interval & { difference: number; first: Mean; second: Mean } {
  const weights = weightsOf(strata);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) {
    const unknown = { mean: null, low: 0, high: 1 };
    return { first: unknown, second: unknown, difference: 0, low: -1, high: 1 };
  }
  const shares = weights.map((weight) => weight / total);
  const a = weightedInterval(
    strata.map(({ first }) => first),
    shares,
  );
  const b = weightedInterval(
    strata.map(({ second }) => second),
    shares,
  );
  const difference = a.mean - b.mean;
  return {
    first: { mean: a.mean, low: a.mean - a.below, high: a.mean + a.above },
    second: { mean: b.mean, low: b.mean - b.below, high: b.mean + b.above },
    difference,
    low: Math.max(-1, difference - Math.hypot(a.below, b.above)),
    high: Math.min(1, difference + Math.hypot(a.above, b.below)),
  };
}

/** The weighted mean of strata, and how far its interval reaches below and above. */
function weightedInterval(strata: readonly Votes[], shares: readonly number[]) {
  const votes = strata.map(effectiveVotes);
  const means = votes.map(({ people, of }) => (of > 0 ? people / of : 0));
  const z = sharedLevel(votes, shares);
  let [mean, below, above] = [0, 0, 0];
  for (const [i, { people, of }] of votes.entries()) {
    const [share = 0, own = 0] = [shares[i], means[i]];
    if (share <= 0) continue;
    const { low, high } = wilson(people, of, z);
    mean += share * own;
    below += share * (own - low);
    above += share * (high - own);
  }
  return { mean, below, above };
}

/** The z of each stratum's limits at which their weighted sum has the level of `Z95`. */
function sharedLevel(votes: readonly { people: number; of: number }[], shares: readonly number[]): number {
  let [squares, sum] = [0, 0];
  for (const [i, { people, of }] of votes.entries()) {
    if (of <= 0) continue;
    // Agresti and Coull's mean: a stratum of no votes has a variance too.
    const mean = (people + 2) / (of + 4);
    const deviation = (shares[i] ?? 0) * Math.sqrt((mean * (1 - mean)) / of);
    squares += deviation * deviation;
    sum += deviation;
  }
  return sum > 0 ? (Z95 * Math.sqrt(squares)) / sum : Z95;
}

const weightsOf = (strata: readonly Stratum[]) =>
  strata.map(({ first, second }) =>
    first.of > 0 && second.of > 0 ? (first.of * second.of) / (first.of + second.of) : 0,
  );

/**
 * The two-sided p that both groups vote alike in every stratum: the sum of the strata's differences over its standard
 * deviation when each stratum's votes are dealt out at random (Cochran 1954, Mantel and Haenszel 1959; of one stratum
 * Pitman 1937, which of whole votes is the "N − 1" chi-squared test). Where fewer than one vote is expected in the
 * smallest cells of all strata together, the exact test of the rounded votes given every stratum's margins; of one
 * stratum that is Fisher's.
 */
export function equalVotesWithin(strata: readonly Stratum[]): number {
  const told = strata.filter(({ first, second }) => first.of > 0 && second.of > 0 && first.sum + second.sum > 0);
  if (told.length === 0) return 1;
  let [excess, variance, expected] = [0, 0, 0];
  for (const { first, second } of told) {
    const n = first.of + second.of;
    const sum = first.sum + second.sum;
    const weight = (first.of * second.of) / n;
    excess += weight * (first.sum / first.of - second.sum / second.of);
    if (n > 1) variance += (weight * Math.max(0, first.squares + second.squares - (sum * sum) / n)) / (n - 1);
    expected += (Math.min(first.of, second.of) * Math.min(sum, Math.max(0, n - sum))) / n;
  }
  if (expected < 1) return exactWithin(told);
  return variance > 0 ? twoSided(excess / Math.sqrt(variance)) : 1;
}

/** Every outcome of the first group's sum given all margins; those no likelier than the one seen count against. */
function exactWithin(strata: readonly Stratum[]): number {
  let seen = 0;
  let outcomes = [1];
  for (const { first, second } of strata) {
    const rows = Math.round(first.of);
    const n = rows + Math.round(second.of);
    const hits = Math.round(first.sum) + Math.round(second.sum);
    const least = Math.max(0, hits - (n - rows));
    seen += Math.round(first.sum) - least;
    const most = Math.min(rows, hits);
    const chances = Array.from({ length: most - least + 1 }, (_, i) =>
      Math.exp(logChoose(rows, least + i) + logChoose(n - rows, hits - least - i) - logChoose(n, hits)),
    );
    outcomes = convolved(outcomes, chances);
  }
  const own = outcomes[seen] ?? 0;
  const p = outcomes.filter((chance) => chance <= own * (1 + 1e-7)).reduce((sum, chance) => sum + chance, 0);
  return Math.min(1, p);
}

function convolved(a: readonly number[], b: readonly number[]): number[] {
  const sums = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) sums[i + j] = (sums[i + j] ?? 0) + x * y;
  return sums;
}

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
