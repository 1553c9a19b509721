import type { LocalizedText } from '@soundings/contracts/language';
import type { DimensionSource, PersonaCell, PersonaDimension } from '@soundings/contracts/persona';
import type { Comparisons } from './comparisons.ts';
import { tellable } from './disclosure.ts';
import { sameShareP } from './proportion.ts';
import { all, countOf, except, type Field, nearestCount, only, type Sample, type Sizes, takeSample } from './sample.ts';
import { rounded, toldInterval, toldProportion } from './told-share.ts';
import { dimensionName, OTHER } from './words.ts';

/** The value of a cell that stands for all values withheld; no choice's code is this. */
export const WITHHELD = '*';

export type Profile = {
  field: Field;
  sizes: Sizes;
  source: DimensionSource;
  evidence: string;
  asOf: string;
  label: (value: string) => LocalizedText;
  /** Where a value stands among others that have an order of their own; infinite where it has none. */
  place: (value: string) => number;
};

/** One dimension of one group, compared with everyone else. */
export function describeDimension(profile: Profile, group: string, k: number, compared: Comparisons): PersonaDimension {
  const { field, sizes, source, evidence, asOf } = profile;
  const own = takeSample(field, sizes, only(group), k);
  // All of them in one cell that is withheld would tell nothing.
  if (own.values.length === 0) return emptyDimension(field.name, 'too-few');
  const everyone = takeSample(field, sizes, all, k);
  const others = takeSample(field, sizes, except(group), k);
  const told = [
    ...[...own.values]
      .sort((a, b) => compare(profile.place(a.value), profile.place(b.value)))
      .map(({ value, count }) => ({ value, count, suppressed: false })),
    ...(own.other > 0 ? [{ value: WITHHELD, count: own.other, suppressed: true }] : []),
  ];
  const distribution = told.map(({ value, count, suppressed }) => {
    const proportion = toldProportion(count, own.n, own.effectiveN, k);
    const cell: PersonaCell = {
      value,
      label: suppressed ? OTHER : profile.label(value),
      count,
      share: rounded(proportion.share),
      interval: toldInterval(proportion),
      suppressed,
      overall: suppressed ? null : shareOf(everyone, value),
      against: null,
      q: null,
    };
    if (!suppressed && others.n > 0) {
      const rest = toldProportion(
        nearestCount(others, value, { share: proportion.share, k }),
        others.n,
        others.effectiveN,
        k,
      );
      const more = proportion.share > rest.share;
      compared.add(`${source} ${field.name}`, cell, { p: sameShareP(proportion, rest), more });
    }
    return cell;
  });
  const size = tellable(sizeOf(sizes, group), k);
  return {
    label: dimensionName(field.name),
    distribution,
    several: field.several,
    n: own.n,
    evidence,
    effectiveN: own.effectiveN,
    coverage: size > 0 ? rounded(Math.min(1, own.n / size), 2) : null,
    source,
    asOf,
    missing: null,
  };
}

/** A dimension that nothing may be told of, and why. */
export function emptyDimension(name: string, missing: NonNullable<PersonaDimension['missing']>): PersonaDimension {
  return {
    label: dimensionName(name),
    distribution: [],
    several: false,
    n: 0,
    evidence: null,
    effectiveN: 0,
    coverage: null,
    source: null,
    asOf: null,
    missing,
  };
}

function shareOf(sample: Sample, value: string): number | null {
  const count = countOf(sample, value);
  return count === null || sample.n === 0 ? null : rounded(count / sample.n);
}

/** How many people a group has. */
export function sizeOf(sizes: Sizes, group: string): number {
  return sizes.reduce((total, { grp, n }) => (grp === group ? total + n : total), 0);
}

/** Infinite places are equal, which keeps the order of counts. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
