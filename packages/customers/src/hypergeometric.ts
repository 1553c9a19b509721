/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series (Abramowitz & Stegun 15.1.1), to about 1e−13
 * relative. Callers transform towards small parameters first (15.3.3), as the series is slow near z = 1. NaN where it
 * does not settle within `mostTerms`.
 */
export function hypergeometric(a: number, b: number, c: number, z: number, mostTerms = 20_000): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; k < mostTerms; k++) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    sum += term;
    // What follows is at most a geometric series of ratio z.
    if (Math.abs(term) <= 1e-14 * Math.abs(sum) * (1 - z)) return sum;
  }
  return Number.NaN;
}

/**
 * ₂F₁(1, b; c; z) for c > b > 0 and 0 ≤ z < 1 by Gauss's continued fraction (Abramowitz & Stegun 26.5.8 is one of its
 * kind; DLMF 15.7), evaluated after Lentz (1976): a few dozen steps also near z = 1, where the series takes thousands.
 */
export function hypergeometricFromOne(b: number, c: number, z: number): number {
  let c0 = 1;
  let d0 = 0;
  let value = 1;
  for (let step = 1; step < 50_000; step++) {
    const n = step >> 1;
    const odd = (step & 1) === 1;
    const numerator = odd ? (b + n) * (c - 1 + n) : n * (c - 1 - b + n);
    const u = (-z * numerator) / ((c - 2 + step) * (c - 1 + step));
    d0 = 1 / (1 + u * d0);
    c0 = 1 + u / c0;
    const change = c0 * d0;
    value *= change;
    if (Math.abs(change - 1) < 1e-14) return 1 / value;
  }
  return Number.NaN;
}
