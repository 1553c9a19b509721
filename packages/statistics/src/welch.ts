import { studentQuantile, studentTail } from './student.ts';

/** A group's numbers by their count, sum and sum of squares. */
export type Moments = { n: number; sum: number; squares: number };

/**
 * The difference of two means (first minus second) with its 95 % interval and two-sided p by Welch's t test (Welch 1947,
 * Biometrika 34:28–35), variances unequal. Null where either group has fewer than two or neither varies.
 */
export function welch(
  first: Moments,
  second: Moments,
): { difference: number; low: number; high: number; p: number } | null {
  if (first.n < 2 || second.n < 2) return null;
  const [a, b] = [squaredError(first), squaredError(second)];
  const error = Math.sqrt(a + b);
  if (!(error > 1e-9)) return null;
  const df = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1));
  const difference = first.sum / first.n - second.sum / second.n;
  const half = studentQuantile(0.025, df) * error;
  const p = Math.min(1, 2 * studentTail(Math.abs(difference) / error, df));
  return { difference, low: difference - half, high: difference + half, p };
}

function squaredError({ n, sum, squares }: Moments): number {
  return Math.max(0, squares - (sum * sum) / n) / (n - 1) / n;
}
