export type Interval = { low: number; high: number };

/** The 97.5 % point of the standard normal distribution: intervals are 95 % unless said otherwise. */
export const Z95 = 1.959963984540054;

/**
 * The Wilson score interval of the proportion x / n (Wilson 1927, JASA 22:209–212). Both may be fractional where
 * copies of a text share one vote. Without observations it is the whole of [0, 1].
 */
export function wilson(x: number, n: number, z = Z95): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const share = Math.min(1, x / n);
  const zz = z * z;
  const centre = (share + zz / (2 * n)) / (1 + zz / n);
  const half = (z / (1 + zz / n)) * Math.sqrt((share * (1 - share)) / n + zz / (4 * n * n));
  // At the ends the formula gives 0 and 1 up to rounding: say so exactly.
  return { low: share === 0 ? 0 : Math.max(0, centre - half), high: share === 1 ? 1 : Math.min(1, centre + half) };
}
