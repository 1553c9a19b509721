/** One stratum of a sample: how many people it has, how many of them answered, and how many gave each value. */
export type Stratum = { size: number; n: number; counts: ReadonlyMap<string, number> };

export type Weighted = { n: number; effectiveN: number; shares: Map<string, number> };

/** Below this a stratum's own shares are noise and its weight would rule the result: it is joined with the next. */
const LEAST = 5;

/**
 * Shares of a sample weighted to the sizes of its strata (Holt, Smith 1979, JRSS A 142:33–46): each stratum counts by
 * its part of the population, not of the sample. `effectiveN` is Kish's (Σw)²/Σw² (1965, Survey Sampling, §11.7):
 * what the unequal weights leave of `n`. Strata with fewer than five answers are joined with the next smallest;
 * strata that nobody answered from count with them.
 */
export function postStratify(strata: readonly Stratum[]): Weighted {
  const joined = join(strata);
  const population = joined.reduce((total, { size }) => total + size, 0);
  const shares = new Map<string, number>();
  let n = 0;
  let squares = 0;
  for (const stratum of joined) {
    if (stratum.n === 0) continue;
    const weight = population > 0 ? stratum.size / population : stratum.n / total(joined);
    n += stratum.n;
    squares += (weight * weight) / stratum.n;
    for (const [value, count] of stratum.counts) {
      shares.set(value, (shares.get(value) ?? 0) + (weight * count) / stratum.n);
    }
  }
  return { n, effectiveN: squares > 0 ? 1 / squares : 0, shares };
}

function join(strata: readonly Stratum[]): Stratum[] {
  const ascending = [...strata].sort((a, b) => a.n - b.n);
  const kept: Stratum[] = [];
  let pool: Stratum | null = null;
  for (const stratum of ascending) {
    pool = pool ? merge(pool, stratum) : stratum;
    if (pool.n < LEAST) continue;
    kept.push(pool);
    pool = null;
  }
  const last = kept.pop();
  if (pool && last) kept.push(merge(last, pool));
  else if (pool ?? last) kept.push((pool ?? last) as Stratum);
  return kept;
}

function merge(a: Stratum, b: Stratum): Stratum {
  const counts = new Map(a.counts);
  for (const [value, count] of b.counts) counts.set(value, (counts.get(value) ?? 0) + count);
  return { size: a.size + b.size, n: a.n + b.n, counts };
}

function total(strata: readonly Stratum[]): number {
  return strata.reduce((sum, { n }) => sum + n, 0);
}
