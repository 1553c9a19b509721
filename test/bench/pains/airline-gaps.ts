import { differenceOf, shareOf } from '@soundings/pains/report/shares';
import { benjaminiHochberg } from '@soundings/pains/statistics/benjamini-hochberg';

/** A complaint: whose, and about what. */
export type Told = { airline: string; reasons: readonly string[] };

export type Gap = { name: string; difference: number; p: number; q: number };

/** Every pair of airlines on every reason: shares among their complaints, tested and corrected as the report does. */
export function gapsOf(told: readonly Told[], reasons: readonly string[]): Gap[] {
  const airlines = [...new Set(told.map(({ airline }) => airline))].sort();
  const counts = new Map<string, number>();
  for (const { airline, reasons: named } of told) {
    counts.set(airline, (counts.get(airline) ?? 0) + 1);
    for (const reason of named) counts.set(`${airline}/${reason}`, (counts.get(`${airline}/${reason}`) ?? 0) + 1);
  }
  const share = (airline: string, reason: string) =>
    shareOf(counts.get(`${airline}/${reason}`) ?? 0, counts.get(airline) ?? 0);
  const gaps: Gap[] = [];
  for (const [i, first] of airlines.entries()) {
    for (const second of airlines.slice(i + 1)) {
      for (const reason of reasons) {
        const { difference, p } = differenceOf(share(first, reason), share(second, reason));
        gaps.push({ name: `${reason}: ${first} − ${second}`, difference, p, q: p });
      }
    }
  }
  const corrected = benjaminiHochberg(gaps.map(({ p }) => p));
  return gaps.map((gap, i) => ({ ...gap, q: corrected[i] ?? 1 }));
}

export type GapAgreement = {
  recall: number;
  precision: number;
  reversed: number;
  clear: number;
  theirs: number;
  ours: number;
};

/** How the gaps found by themes agree with the labels' own; `clear` is the recall of those with p < .001. */
export function agreement(theirs: readonly Gap[], ours: readonly Gap[], alpha = 0.05): GapAgreement {
  const byName = new Map(ours.map((gap) => [gap.name, gap]));
  const real = theirs.filter(({ q }) => q <= alpha);
  const found = ours.filter(({ q }) => q <= alpha);
  const isFound = (gap: Gap) => {
    const match = byName.get(gap.name);
    return match !== undefined && match.q <= alpha && match.difference * gap.difference > 0;
  };
  const isReversed = (gap: Gap) => {
    const match = byName.get(gap.name);
    return match !== undefined && match.q <= alpha && match.difference * gap.difference < 0;
  };
  const hits = real.filter(isFound).length;
  const clear = real.filter(({ p }) => p < 0.001);
  return {
    recall: hits / real.length,
    precision: hits / found.length,
    reversed: real.filter(isReversed).length,
    clear: clear.filter(isFound).length / clear.length,
    theirs: real.length,
    ours: found.length,
  };
}
