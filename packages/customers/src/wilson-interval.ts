const Z95 = 1.959964;

/** The 95 % interval of a proportion, k of n. Wilson (1927), Journal of the American Statistical Association 22(158). */
export function wilsonInterval(k: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const centre = (k + Z95 ** 2 / 2) / (n + Z95 ** 2);
  const half = (Z95 * Math.sqrt((k * (n - k)) / n + Z95 ** 2 / 4)) / (n + Z95 ** 2);
  // At the ends the formula is exact but for rounding.
  return { low: k === 0 ? 0 : centre - half, high: k === n ? 1 : centre + half };
}

/**
 * The 95 % interval of the difference of two independent proportions, the first less the second. Newcombe (1998), Interval
 * estimation for the difference between independent proportions, Statistics in Medicine 17, method 10.
 */
export function proportionDifference(
  first: { k: number; n: number },
  second: { k: number; n: number },
): { difference: number; low: number; high: number } {
  const p1 = first.k / first.n;
  const p2 = second.k / second.n;
  const w1 = wilsonInterval(first.k, first.n);
  const w2 = wilsonInterval(second.k, second.n);
  return {
    difference: p1 - p2,
    low: p1 - p2 - Math.hypot(p1 - w1.low, w2.high - p2),
    high: p1 - p2 + Math.hypot(w1.high - p1, p2 - w2.low),
  };
}
