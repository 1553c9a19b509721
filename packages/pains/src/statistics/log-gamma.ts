/**
 * ln Γ(x) for x > 0, to about 1e-10: Stirling's series (Abramowitz and Stegun 6.1.41) after shifting x past 7 by the
 * recurrence Γ(x + 1) = x Γ(x).
 */
export function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 7) shift += Math.log(y++);
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** ln n! */
export const logFactorial = (n: number): number => logGamma(n + 1);
