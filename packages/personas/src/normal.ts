/** The 97.5 % point of the standard normal distribution: 95 % lie between −Z95 and Z95. */
export const Z95 = 1.959963984540054;

/**
 * Both tails of the standard normal distribution beyond |z|. erfc by Chebyshev fitting, fractional error below 1.2e-7
 * everywhere (Press et al., Numerical Recipes in C, 2nd ed., §6.2).
 */
export function twoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  return Math.min(1, t * Math.exp(-x * x + polynomial));
}

/**
 * The quantile of the standard normal distribution, by bisection of `twoSidedP` to 1e-9.
 *
 * @param p a probability between 0 and 1, exclusive
 */
export function normalQuantile(p: number): number {
  const tail = 2 * Math.min(p, 1 - p);
  let low = 0;
  let high = 40;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (twoSidedP(middle) > tail) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -low : low;
}

/**
 * The 97.5 % point of Student's distribution by its expansion in 1/ν (Abramowitz, Stegun 1964, 26.7.5): to two decimals
 * from four degrees of freedom on.
 */
export function studentT95(degrees: number): number {
  const z = Z95;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), z);
}
