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
