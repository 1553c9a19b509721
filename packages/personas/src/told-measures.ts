import type { PersonaMean, PersonaMedian, PersonaShare } from '@soundings/contracts/persona';
import { studentQuantile } from '@soundings/statistics/student';
import type { Sums } from './customer-counts.ts';
import { tellable } from './disclosure.ts';
import { rounded, significant, toldInterval, toldProportion } from './told-share.ts';

/** A share of yes among yes and no, each told in steps of `k`; null where both together are too few. */
export function tellShare(
  { yes, no, effectiveN = Number.POSITIVE_INFINITY }: { yes: number; no: number; effectiveN?: number },
  k: number,
  evidence: string,
): PersonaShare | null {
  const told = tellable(yes, k);
  const n = told + tellable(no, k);
  if (n === 0) return null;
  const proportion = toldProportion(told, n, effectiveN, k);
  const [low, high] = toldInterval(proportion);
  // Told as none may be up to k − 1 people: the interval holds that as well.
  const hidden = toldProportion(k - 1, n + k - 1, effectiveN, k);
  const interval: [number, number] = [
    n > told ? low : Math.min(low, rounded(1 - toldInterval(hidden)[1])),
    told > 0 ? high : Math.max(high, toldInterval(hidden)[1]),
  ];
  return { share: rounded(proportion.share), interval, n, evidence };
}

/** One person with more than this part of a sum could read the others' from it: the dominance rule (Hundepool et al. 2012, §4.2.2). */
const DOMINANT = 0.5;

/**
 * A mean with its 95 % interval of Student, to three significant digits. Null under `k` people, and where one of them
 * makes more than half of the sum.
 */
export function tellMean(sums: Sums, k: number, unit: string, evidence: string): PersonaMean | null {
  const { n, sum, squares, most } = sums;
  if (n < k || most > DOMINANT * Math.abs(sum)) return null;
  const mean = sum / n;
  const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
  const half = studentQuantile(0.025, n - 1) * Math.sqrt(variance / n);
  return {
    mean: significant(mean),
    interval: [significant(mean - half), significant(mean + half)],
    unit,
    n: tellable(n, k),
    evidence,
  };
}

/** The median and quartiles of binned values, to two significant digits; null under twice `k` people. */
export function tellMedian(
  bins: readonly { value: number; people: number }[],
  k: number,
  unit: string,
  evidence: string,
): PersonaMedian | null {
  const ascending = bins.filter(({ people }) => people > 0).sort((a, b) => a.value - b.value);
  const n = ascending.reduce((total, { people }) => total + people, 0);
  // Each quarter that a quartile cuts off holds half of k people then.
  if (n < 2 * k) return null;
  const at = (part: number) => {
    let below = 0;
    for (const { value, people } of ascending) {
      below += people;
      if (below >= part * n) return significant(value, 2);
    }
    return significant(ascending.at(-1)?.value ?? 0, 2);
  };
  return { median: at(0.5), quartiles: [at(0.25), at(0.75)], unit, n: tellable(n, k), evidence };
}
