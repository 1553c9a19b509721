// Lanczos (1964) with g = 7 and nine terms, as Godfrey computed them: 1e−15 relative over the positive numbers.
const G = 7;
const TERMS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The natural logarithm of the gamma function of x > 0. The one library of its field brings 150 packages along. */
export function logGamma(x: number): number {
  // Recurrence below 1/2, where the approximation loses digits.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const y = x - 1;
  let sum = TERMS[0] as number;
  for (let i = 1; i < TERMS.length; i++) sum += (TERMS[i] as number) / (y + i);
  const t = y + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln n! */
export const logFactorial = (n: number): number => logGamma(n + 1);
