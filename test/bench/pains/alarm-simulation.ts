import { risingThemes } from '@soundings/pains/report/alarms';
import type { PeriodCounts } from '@soundings/pains/report/trends';
import { seededRandom } from '@soundings/statistics/random';

export type Simulation = {
  weeks: number;
  themes: number;
  /** Least and most people in pain a week, themes spread evenly between on the logarithmic scale. */
  sizes: readonly [number, number];
  /** Variance over mean of the weekly counts. */
  dispersion: number;
  runs: number;
  seed: number;
};

/** Runs of steady weeks in which some theme is called rising: under the null every discovery is false. */
export function falseAlarms(simulation: Simulation): number {
  const random = seededRandom(simulation.seed);
  let runs = 0;
  for (let run = 0; run < simulation.runs; run++) {
    if (risingThemes(simulate(simulation, random, null)).length > 0) runs++;
  }
  return runs / simulation.runs;
}

/**
 * Runs in which one theme's last week doubles, and how often that theme is found; and the share of false ones among
 * all found.
 */
export function plantedAlarms(simulation: Simulation): { found: number; falseShare: number } {
  const random = seededRandom(simulation.seed);
  let found = 0;
  let falseShare = 0;
  for (let run = 0; run < simulation.runs; run++) {
    const planted = run % simulation.themes;
    const rising = risingThemes(simulate(simulation, random, planted)).map(({ themeId }) => themeId);
    if (rising.includes(String(planted))) found++;
    if (rising.length > 0) falseShare += rising.filter((id) => id !== String(planted)).length / rising.length;
  }
  return { found: found / simulation.runs, falseShare: falseShare / simulation.runs };
}

function simulate(simulation: Simulation, random: () => number, planted: number | null): PeriodCounts {
  const { weeks, themes, sizes, dispersion } = simulation;
  const people = Array.from({ length: weeks + 1 }, () => Math.round(3000 * (0.8 + 0.4 * random())));
  const series = new Map<string, number[]>();
  for (let theme = 0; theme < themes; theme++) {
    const size = sizes[0] * (sizes[1] / sizes[0]) ** (themes > 1 ? theme / (themes - 1) : 0);
    series.set(
      String(theme),
      people.map((of, week) => {
        const mean = ((size * of) / 3000) * (week === weeks && theme === planted ? 2 : 1);
        return noisyCount(mean, dispersion, random);
      }),
    );
  }
  const monday = Date.UTC(2026, 0, 5);
  return {
    unit: 'week',
    starts: people.map((_, i) => new Date(monday + (i - weeks) * 7 * 24 * 3600 * 1000).toISOString()),
    of: people,
    themes: series,
  };
}

/**
 * A count of this mean whose variance is `dispersion` times it: Poisson, its mean drawn from a gamma distribution.
 */
function noisyCount(mean: number, dispersion: number, random: () => number): number {
  const drawn = dispersion > 1 ? gamma(mean / (dispersion - 1), random) * (dispersion - 1) : mean;
  return poisson(drawn, random);
}

function poisson(mean: number, random: () => number): number {
  // The sum of Poisson variates is one: large means in parts, so that exp does not underflow.
  let rest = mean;
  let count = 0;
  while (rest > 0) {
    const part = Math.min(rest, 200);
    const limit = Math.exp(-part);
    for (let product = random(); product > limit; product *= random()) count++;
    rest -= part;
  }
  return count;
}

/** Marsaglia and Tsang 2000, for shapes of at least 1; smaller ones by their boost. */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}
