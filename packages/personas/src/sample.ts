import { type CountedValue, type ToldValues, tellSeveral, tellValues } from './disclosure.ts';
import { postStratify, type Weighted } from './post-stratification.ts';

type Cell = { grp: string | null; stratum: string | null; value: string; people: number };
type Base = { grp: string | null; stratum: string | null; people: number };

/** Everything that was counted of one field: who gave which value, and who gave any. */
export type Field = { name: string; several: boolean; cells: readonly Cell[]; bases: readonly Base[] };

/** How many people belong to each group and stratum, whether they said anything or not. */
export type Sizes = readonly { grp: string | null; stratum: string | null; n: number }[];

/** Which groups a sample takes in: one, all but one, or all. */
export type Among = (grp: string | null) => boolean;
export const only =
  (group: string): Among =>
  (grp) =>
    grp === group;
export const except =
  (group: string): Among =>
  (grp) =>
    grp !== group;
export const all: Among = () => true;

/** What may be told of a field among some groups, and how many independent answers what is told is worth. */
export type Sample = ToldValues & { effectiveN: number };

/** What a field's answers among some groups are, weighted to the sizes of groups and strata: exact, not to be told. */
export function exactSample(field: Field, sizes: Sizes, among: Among): Weighted & { people: Map<string, number> } {
  const strata = new Map<string, { size: number; n: number; counts: Map<string, number> }>();
  const stratumOf = (row: { grp: string | null; stratum: string | null }) => {
    const key = JSON.stringify([row.grp, row.stratum]);
    const known = strata.get(key) ?? { size: 0, n: 0, counts: new Map<string, number>() };
    strata.set(key, known);
    return known;
  };
  for (const size of sizes) if (among(size.grp)) stratumOf(size).size += size.n;
  for (const base of field.bases) if (among(base.grp)) stratumOf(base).n += base.people;
  const people = new Map<string, number>();
  for (const cell of field.cells) {
    if (!among(cell.grp)) continue;
    const { counts } = stratumOf(cell);
    counts.set(cell.value, (counts.get(cell.value) ?? 0) + cell.people);
    people.set(cell.value, (people.get(cell.value) ?? 0) + cell.people);
  }
  return { ...postStratify([...strata.values()]), people };
}

/** The values of a field among some groups, weighted, and told in steps of `k`. */
export function takeSample(field: Field, sizes: Sizes, among: Among, k: number): Sample {
  const { n, effectiveN, shares, people } = exactSample(field, sizes, among);
  const counted: CountedValue[] = [...people].map(([value, count]) => ({
    value,
    people: count,
    weighted: (shares.get(value) ?? 0) * n,
  }));
  const told = field.several ? tellSeveral(counted, n, k) : tellValues(counted, k);
  // Of the effective number only its ratio to n is told: the number itself would say n exactly.
  return { ...told, effectiveN: Math.round(told.n * Math.round((100 * effectiveN) / Math.max(1, n))) / 100 };
}

/** How many people gave a value as far as it is told; null where it is withheld. */
export function countOf({ values, withheld }: Sample, value: string): number | null {
  return values.find((cell) => cell.value === value)?.count ?? (withheld > 0 ? null : 0);
}

/**
 * The count to compare a share with: where it is withheld, what it may be that is nearest to the share, so that no
 * difference is called one that may not be there.
 */
export function nearestCount(sample: Sample, value: string, { share, k }: { share: number; k: number }): number {
  return countOf(sample, value) ?? Math.min(share * sample.n, sample.other > 0 ? sample.other : k - 1);
}
