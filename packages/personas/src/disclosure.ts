/**
 * A count of people as it may be told. Fewer than `k` are told as none; others to the nearest multiple of `k`. So the
 * counts of two documents (two versions, two filters, a part and its whole) are equal or differ by at least `k`, and
 * what was told always leaves it possible that their difference is nobody, or that it is `k` people or more.
 * Conventional rounding to a base: Hundepool et al. 2012, Statistical Disclosure Control, §5.4; HESA's standard
 * rounding does the same with 5.
 */
export function tellable(count: number, k: number): number {
  return count < k ? 0 : Math.max(k, Math.floor(count / k + 0.5) * k);
}

/** The variance that rounding to multiples of `k` adds to a count: that of a uniform whole number among `k`. */
export function roundingVariance(k: number): number {
  return (k * k - 1) / 12;
}

/** People who gave one value; `weighted` where their share is weighted, else the same as `people`. */
export type CountedValue = { value: string; people: number; weighted: number };
export type ToldValues = {
  values: { value: string; count: number }[];
  /** The people of all withheld values together; 0 where none is withheld. */
  other: number;
  withheld: number;
  n: number;
};

/**
 * The values of one dimension that may be told, of people who gave one value each. Values with fewer than `k` people
 * are withheld; if those together are fewer than `k`, the next smallest is withheld with them, until what is missing
 * cannot be narrowed down to fewer than `k` people (complementary suppression). `n` is the sum of what is told, so that
 * it says nothing more.
 */
export function tellValues(counts: readonly CountedValue[], k: number): ToldValues {
  const ascending = counts.filter(({ people }) => people > 0).sort((a, b) => a.people - b.people || order(a, b));
  let withheld = 0;
  let people = 0;
  while (withheld < ascending.length) {
    const next = ascending[withheld] as CountedValue;
    if (next.people >= k && (people === 0 || people >= k)) break;
    people += next.people;
    withheld++;
  }
  if (withheld === ascending.length && people < k) return { values: [], other: 0, withheld, n: 0 };
  const hidden = ascending.slice(0, withheld);
  const other = withheld === 0 ? 0 : Math.max(k, tellable(sum(hidden), k));
  const values = ascending
    .slice(withheld)
    .map(({ value, weighted }) => ({ value, count: Math.max(k, tellable(weighted, k)) }))
    .sort((a, b) => b.count - a.count || order(a, b));
  return { values, other, withheld, n: values.reduce((total, { count }) => total + count, other) };
}

/** The values that may be told of people who gave several each: small ones are left out, the rest does not reveal them. */
export function tellSeveral(counts: readonly CountedValue[], people: number, k: number): ToldValues {
  const n = tellable(people, k);
  const values = counts
    .filter((cell) => cell.people >= k)
    .map(({ value, weighted }) => ({ value, count: Math.min(n, Math.max(k, tellable(weighted, k))) }))
    .sort((a, b) => b.count - a.count || order(a, b));
  return { values, other: 0, withheld: counts.filter((cell) => cell.people > 0).length - values.length, n };
}

function sum(cells: readonly CountedValue[]): number {
  return cells.reduce((total, cell) => total + cell.weighted, 0);
}

function order(a: { value: string }, b: { value: string }): number {
  return a.value < b.value ? -1 : 1;
}
