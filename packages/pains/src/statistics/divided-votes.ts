/**
 * People's votes for one thing, each from 0 to 1: their sum, the sum of their squares, and of how many people. Whole
 * votes have equal sums.
 */
export type Votes = { sum: number; squares: number; of: number };

/** Kish's effective sample size: the people who, voting whole, would vary as much. Divided votes vary less than whole. */
export function effectiveVotes({ sum, squares, of }: Votes): { people: number; of: number } {
  const mean = of > 0 ? sum / of : 0;
  const variance = of > 0 ? squares / of - mean * mean : 0;
  const whole = mean * (1 - mean);
  // All alike, or nobody: nothing tells the variance, so votes count as whole.
  const people = variance > 1e-12 && whole > 0 ? Math.max(of, (of * whole) / variance) : of;
  return { people: mean * people, of: people };
}
