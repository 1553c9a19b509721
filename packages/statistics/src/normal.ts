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

/**
 * The quantile function of the standard normal distribution for 0 < p < 1, to about 1e−7. Wichura (1988), Algorithm AS 241,
 * Applied Statistics 37(3), routine PPND7.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    );
  }
  const tail = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const r = tail - (tail <= 5 ? 1.6 : 5);
  const value =
    tail <= 5
      ? (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) /
        ((0.12021132975 * r + 0.7370016425) * r + 1)
      : (((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115) /
        ((0.012258202635 * r + 0.24197894225) * r + 1);
  return q < 0 ? -value : value;
}
