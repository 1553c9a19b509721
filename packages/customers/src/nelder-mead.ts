/** Where a search ended: the point, the function there, and whether the simplex had shrunk to it by then. */
export type Minimum = { x: number[]; value: number; converged: boolean; evaluations: number };

/**
 * Minimises a function of a few variables without derivatives by the simplex method (Nelder & Mead 1965, with the
 * coefficients 1, 2, ½, ½ of Lagarias et al. 1998). Values that are not finite count as worst, so `f` may refuse a point
 * with `Infinity`. Converged: function values on the simplex differ by at most `tolerance` of their size (sums of
 * many logarithms are no more exact than that) and its corners by at most `width`. Restarted once from where it ends, for the method is known to stall on a collapsed simplex,
 * unless `restart` is false.
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { step = 0.3, tolerance = 1e-11, width = 1e-4, maxEvaluations = 1200, restart = true } = {},
): Minimum {
  const first = search(f, start, { step, tolerance, width, maxEvaluations });
  if (!restart) return first;
  const again = search(f, first.x, {
    step: step / 10,
    tolerance,
    width,
    maxEvaluations: maxEvaluations - first.evaluations,
  });
  return { ...again, evaluations: first.evaluations + again.evaluations };
}

type Corner = { x: number[]; value: number };

function search(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  {
    step,
    tolerance,
    width,
    maxEvaluations,
  }: { step: number; tolerance: number; width: number; maxEvaluations: number },
): Minimum {
  let evaluations = 0;
  const corner = (x: number[]): Corner => {
    evaluations++;
    const value = f(x);
    return { x, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const simplex = [corner([...start])];
  for (let i = 0; i < start.length; i++) simplex.push(corner(start.map((v, j) => (i === j ? v + step : v))));
  const byValue = (a: Corner, b: Corner) => a.value - b.value;

  for (;;) {
    simplex.sort(byValue);
    const best = simplex[0] as Corner;
    const worst = simplex.at(-1) as Corner;
    const spread = Math.max(...simplex.map(({ x }) => Math.max(...x.map((v, i) => Math.abs(v - (best.x[i] ?? 0))))));
    if (worst.value - best.value <= tolerance * Math.max(1, Math.abs(best.value)) && spread <= width) {
      return { ...best, converged: Number.isFinite(best.value), evaluations };
    }
    if (evaluations >= maxEvaluations) return { ...best, converged: false, evaluations };

    const others = simplex.slice(0, -1);
    const centre = start.map((_, i) => others.reduce((sum, { x }) => sum + (x[i] ?? 0), 0) / others.length);
    const along = (by: number) => corner(centre.map((c, i) => c + by * ((worst.x[i] ?? 0) - c)));
    const reflected = along(-1);
    const secondWorst = others.at(-1) as Corner;
    let next: Corner | null = reflected;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) next = expanded;
    } else if (reflected.value >= secondWorst.value) {
      const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
      next = contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
    }
    if (next === null) {
      for (let i = 1; i < simplex.length; i++) {
        simplex[i] = corner((simplex[i] as Corner).x.map((v, j) => ((best.x[j] ?? 0) + v) / 2));
      }
    } else {
      simplex[simplex.length - 1] = next;
    }
  }
}
