import { Z95 } from '@soundings/statistics/wilson';

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
