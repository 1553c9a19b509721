import { newcombe } from '@soundings/statistics/newcombe';
import { twoSided } from '@soundings/statistics/normal';
import { fisher } from '@soundings/statistics/two-proportions';
import { type Interval, wilson } from '@soundings/statistics/wilson';

/**
 * People's votes for one thing, each from 0 to 1: their sum, the sum of their squares, and of how many people. Whole
 * votes have equal sums.
 */
export type Votes = { sum: number; squares: number; of: number };

/**
 * The two-sided p that two groups vote alike: the difference of means over its standard deviation when votes are
 * dealt out at random (Pitman 1937, JRSS Supplement 4:119–130). Of whole votes it is the "N − 1" chi-squared test
 * (Campbell 2007); as there, Fisher's test of the rounded votes stands in where either group's expected votes are
 * below 1.
 */
export function equalVotes(first: Votes, second: Votes): number {
  const n = first.of + second.of;
  const sum = first.sum + second.sum;
  if (first.of <= 0 || second.of <= 0 || sum <= 0) return 1;
  if ((Math.min(first.of, second.of) * Math.min(sum, n - sum)) / n < 1) {
    return fisher({ people: first.sum, of: first.of }, { people: second.sum, of: second.of });
  }
  const variance = (first.squares + second.squares - (sum * sum) / n) / (n - 1);
  const spread = Math.sqrt(variance * (1 / first.of + 1 / second.of));
  return spread > 0 ? twoSided((first.sum / first.of - second.sum / second.of) / spread) : 1;
}

/**
 * The mean vote with its Wilson interval at the effective number of people: divided votes vary less than whole ones.
 */
export function meanVote(votes: Votes): Interval {
  const people = effective(votes);
  return wilson(people.people, people.of);
}

/** The difference of mean votes with Newcombe's interval at the effective numbers of people. */
export function votesDifference(first: Votes, second: Votes): Interval & { difference: number } {
  return newcombe(effective(first), effective(second));
}

/** Kish's effective sample size: the people who, voting whole, would vary as much. */
function effective({ sum, squares, of }: Votes): { people: number; of: number } {
  const mean = of > 0 ? sum / of : 0;
  const variance = of > 0 ? squares / of - mean * mean : 0;
  const whole = mean * (1 - mean);
  // All alike, or nobody: nothing tells the variance, so votes count as whole.
  const people = variance > 1e-12 && whole > 0 ? Math.max(of, (of * whole) / variance) : of;
  return { people: mean * people, of: people };
}
