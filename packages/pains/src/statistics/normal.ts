/**
 * The upper tail P(Z > z) of the standard normal distribution, with relative error under 1.2e-7 however far out: the
 * rational Chebyshev fit of erfc of Press et al., Numerical Recipes (2nd ed.) §6.2.
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  let sum = 0.17087277;
  for (const coefficient of COEFFICIENTS) sum = coefficient + t * sum;
  const tail = (t * Math.exp(-x * x + sum)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

const COEFFICIENTS = [
  -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223,
];

/** The two-sided p of a standard normal statistic. */
export function twoSided(z: number): number {
  return Math.min(1, 2 * normalTail(Math.abs(z)));
}

/** The z with P(Z > z) = p for p in (0, 1), by bisection: exact to 1e-9 and quick enough for a bound a theme. */
export function normalQuantile(p: number): number {
  let low = -40;
  let high = 40;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
