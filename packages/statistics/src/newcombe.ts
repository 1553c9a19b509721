import { type Interval, wilson, Z95 } from './wilson.ts';

/** x of n. */
export type Proportion = { people: number; of: number };

/**
 * The difference of two independent proportions (first minus second) with Newcombe's hybrid score interval: method 10
 * of Newcombe 1998, Statistics in Medicine 17:873–890. Without observations on a side, [−1, 1] around 0.
 */
export function newcombe(first: Proportion, second: Proportion, z = Z95): Interval & { difference: number } {
  if (first.of <= 0 || second.of <= 0) return { difference: 0, low: -1, high: 1 };
  const p1 = first.people / first.of;
  const p2 = second.people / second.of;
  const a = wilson(first.people, first.of, z);
  const b = wilson(second.people, second.of, z);
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - a.low, b.high - p2),
    high: difference + Math.hypot(a.high - p1, p2 - b.low),
  };
}
