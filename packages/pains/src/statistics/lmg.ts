/** Which part of R² each predictor explains; parts sum to `r2`. */
export type RelativeImportance = { r2: number; parts: number[] };

/** Every subset of predictors is fitted: a dozen are four thousand fits. */
const MOST_PREDICTORS = 12;

/**
 * Splits the R² of a linear regression over its predictors: each one's gain in R² averaged over all orders of entry
 * (Lindeman, Merenda and Gold 1980; R package relaimpo, Grömping 2006), which is its Shapley value. `rows` are
 * observations, the response last. Null where the response or too few rows do not vary (fewer than predictors + 2) or
 * there are more than twelve predictors; a predictor that does not vary explains nothing.
 */
export function lmg(rows: readonly (readonly number[])[]): RelativeImportance | null {
  const p = (rows[0]?.length ?? 1) - 1;
  if (p < 1 || p > MOST_PREDICTORS || rows.length < p + 2) return null;
  const correlation = correlations(rows, p + 1);
  if (Number.isNaN(correlation[p]?.[p] ?? Number.NaN)) return null;
  const explained = Float64Array.from({ length: 1 << p }, (_, subset) => rSquared(correlation, subset, p));
  const weights = Array.from({ length: p }, (_, size) => 1 / (p * choose(p - 1, size)));
  const parts = Array.from({ length: p }, (_, k) => {
    let part = 0;
    for (let subset = 0; subset < explained.length; subset++) {
      if (subset & (1 << k)) continue;
      const gain = (explained[subset | (1 << k)] ?? 0) - (explained[subset] ?? 0);
      part += (weights[bits(subset)] ?? 0) * gain;
    }
    return part;
  });
  return { r2: explained.at(-1) ?? 0, parts };
}

/** R² of the regression on a subset: r′R⁻¹r by Gaussian elimination; predictors that repeat others add nothing. */
function rSquared(correlation: readonly (readonly number[])[], subset: number, p: number): number {
  const chosen = Array.from({ length: p }, (_, k) => k).filter(
    (k) => subset & (1 << k) && !Number.isNaN(correlation[k]?.[k] ?? Number.NaN),
  );
  const system = chosen.map((k) => [...chosen.map((j) => correlation[k]?.[j] ?? 0), correlation[k]?.[p] ?? 0]);
  let r2 = 0;
  for (const [i, row] of system.entries()) {
    const pivot = row[i] ?? 0;
    if (pivot < 1e-10) continue;
    const right = row.at(-1) ?? 0;
    r2 += (right * right) / pivot;
    for (const later of system.slice(i + 1)) {
      const factor = (later[i] ?? 0) / pivot;
      for (const [j, value] of row.entries()) later[j] = (later[j] ?? 0) - factor * value;
    }
  }
  return Math.min(1, r2);
}

/** Pearson correlations; NaN in the row and column of what does not vary. */
function correlations(rows: readonly (readonly number[])[], width: number): number[][] {
  const means = Array.from(
    { length: width },
    (_, k) => rows.reduce((sum, row) => sum + (row[k] ?? 0), 0) / rows.length,
  );
  const covariance = (a: number, b: number) =>
    rows.reduce((sum, row) => sum + ((row[a] ?? 0) - (means[a] ?? 0)) * ((row[b] ?? 0) - (means[b] ?? 0)), 0);
  const deviations = means.map((_, k) => Math.sqrt(covariance(k, k)));
  return deviations.map((first, a) =>
    deviations.map((second, b) => (first < 1e-12 || second < 1e-12 ? Number.NaN : covariance(a, b) / (first * second))),
  );
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) count++;
  return count;
}
