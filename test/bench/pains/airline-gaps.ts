import { differenceOfVotes } from '@soundings/pains/report/shares';
import type { Votes } from '@soundings/pains/statistics/divided-votes';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';

/** A complaint: whose, and its vote divided over reasons. */
export type Told = { airline: string; votes: ReadonlyMap<string, number> };

export type Gap = { name: string; difference: number; p: number; q: number };

/** Every pair of airlines on every reason, tested and corrected over all pairs as the report does. */
export function gapsOf(told: readonly Told[], reasons: readonly string[]): Gap[] {
  const airlines = [...new Set(told.map(({ airline }) => airline))].sort();
  const sizes = new Map<string, number>();
  const votes = new Map<string, Votes>();
  for (const { airline, votes: named } of told) {
    sizes.set(airline, (sizes.get(airline) ?? 0) + 1);
    for (const [reason, vote] of named) {
      const { sum, squares } = votes.get(`${airline}/${reason}`) ?? { sum: 0, squares: 0 };
      votes.set(`${airline}/${reason}`, { sum: sum + vote, squares: squares + vote * vote, of: 0 });
    }
  }
  const votesOf = (airline: string, reason: string): Votes => ({
    ...(votes.get(`${airline}/${reason}`) ?? { sum: 0, squares: 0 }),
    of: sizes.get(airline) ?? 0,
  });
  const gaps = airlines.flatMap((first, i) =>
    airlines.slice(i + 1).flatMap((second) =>
      reasons.map((reason) => {
        const { difference, p } = differenceOfVotes([
          { first: votesOf(first, reason), second: votesOf(second, reason) },
        ]);
        return { name: `${reason}: ${first} − ${second}`, difference, p };
      }),
    ),
  );
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
  const direction = (gap: Gap) => {
    const match = byName.get(gap.name);
    return match === undefined || match.q > alpha ? 0 : Math.sign(match.difference * gap.difference);
  };
  const isFound = (gap: Gap) => direction(gap) > 0;
  const hits = real.filter(isFound).length;
  const clear = real.filter(({ p }) => p < 0.001);
  return {
    recall: hits / real.length,
    precision: hits / found.length,
    reversed: real.filter((gap) => direction(gap) < 0).length,
    clear: clear.filter(isFound).length / clear.length,
    theirs: real.length,
    ours: found.length,
  };
}
