import { createHash } from 'node:crypto';
import { seededRandom } from '@soundings/statistics/random';

/** How much feedback (by weight) gave each value of a measure. */
export type Tally = Map<number, number>;

const REPLICATES = 1000;

/**
 * What a theme costs: the mean without its feedback minus the mean of all, with a 95 % percentile bootstrap interval
 * (Efron and Tibshirani 1993, ch. 13). Resampling feedback is resampling the tallies: each cell is drawn from the
 * Poisson distribution of its count, the limit of the multinomial (Hanley and MacGibbon 2006), so cost does not grow
 * with n. All null where every feedback names the theme, and no interval under two of them. The seed is the theme's
 * id: built twice, equal twice.
 */
export function bootstrapImpact(
  all: Tally,
  withTheme: Tally,
  seed: string,
): { impact: number | null; low: number | null; high: number | null } {
  const cells = [...all].map(([value, weight]) => {
    const inside = Math.min(weight, withTheme.get(value) ?? 0);
    return { value, inside, outside: Math.max(0, weight - inside) };
  });
  const impact = impactOf(cells);
  const inside = cells.reduce((sum, cell) => sum + cell.inside, 0);
  if (impact === null || inside < 2) return { impact, low: null, high: null };
  const random = seededRandom(createHash('sha256').update(seed).digest().readUInt32LE());
  const replicates: number[] = [];
  for (let i = 0; i < REPLICATES; i++) {
    const value = impactOf(
      cells.map((cell) => ({
        value: cell.value,
        inside: poisson(cell.inside, random),
        outside: poisson(cell.outside, random),
      })),
    );
    if (value !== null) replicates.push(value);
  }
  replicates.sort((a, b) => a - b);
  return {
    impact,
    low: replicates[Math.floor(0.025 * replicates.length)] ?? null,
    high: replicates[Math.ceil(0.975 * replicates.length) - 1] ?? null,
  };
}

function impactOf(cells: readonly { value: number; inside: number; outside: number }[]): number | null {
  let sum = 0;
  let n = 0;
  let outsideSum = 0;
  let outside = 0;
  for (const cell of cells) {
    outsideSum += cell.value * cell.outside;
    outside += cell.outside;
    sum += cell.value * (cell.inside + cell.outside);
    n += cell.inside + cell.outside;
  }
  return outside > 0 ? outsideSum / outside - sum / n : null;
}

/** A Poisson variate: by multiplication of uniforms (Knuth) where small, by its normal limit past 50. */
function poisson(mean: number, random: () => number): number {
  if (mean <= 0) return 0;
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count++;
  }
  return count;
}
