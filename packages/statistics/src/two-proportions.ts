import { logFactorial } from './log-gamma.ts';
import type { Proportion } from './newcombe.ts';
import { twoSided } from './normal.ts';

/**
 * The two-sided p that two independent proportions are equal: the "N − 1" chi-squared test where every expected count
 * is at least 1, Fisher's exact test otherwise (Campbell 2007, Statistics in Medicine 26:3661–3675). Fractional
 * counts are rounded for Fisher's. 1 where a side has no observations or nothing differs.
 */
export function equalProportions(first: Proportion, second: Proportion): number {
  const n = first.of + second.of;
  const hits = first.people + second.people;
  if (first.of <= 0 || second.of <= 0 || hits <= 0 || hits >= n) return 1;
  const least = (Math.min(first.of, second.of) * Math.min(hits, n - hits)) / n;
  if (least < 1) return fisher(first, second);
  const cross = first.people * (second.of - second.people) - second.people * (first.of - first.people);
  return twoSided(cross * Math.sqrt((n - 1) / (first.of * second.of * hits * (n - hits))));
}

/** Fisher's exact test of a two by two table, two-sided by summing every table no likelier than the one seen. */
export function fisher(first: Proportion, second: Proportion): number {
  const a = Math.round(first.people);
  const rows = Math.round(first.of);
  const n = rows + Math.round(second.of);
  const hits = a + Math.round(second.people);
  const log = (x: number) => logChoose(rows, x) + logChoose(n - rows, hits - x) - logChoose(n, hits);
  const seen = log(a);
  let p = 0;
  for (let x = Math.max(0, hits - (n - rows)); x <= Math.min(rows, hits); x++) {
    const likelihood = log(x);
    if (likelihood <= seen + 1e-7) p += Math.exp(likelihood);
  }
  return Math.min(1, p);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
