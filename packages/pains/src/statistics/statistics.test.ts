import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { bootstrapImpact } from './bootstrap-impact.ts';
import { coverageShapley, type Loss } from './coverage-shapley.ts';
import { equalVotes, votesDifference } from './divided-votes.ts';
import { smoothedForecast, smoothedRate } from './ewma.ts';
import { exceedance, moderatedDispersions, upperBound } from './farrington.ts';
import { logGamma } from './log-gamma.ts';
import { logOdds } from './log-odds.ts';
import { maximalMarginalRelevance } from './mmr.ts';
import { newcombe } from './newcombe.ts';
import { normalQuantile, twoSided } from './normal.ts';
import { risenRate } from './poisson-rate.ts';
import { forecastCount } from './quasi-poisson.ts';
import { seededRandom } from './random.ts';
import { studentQuantile, studentTail } from './student.ts';
import { equalProportions, fisher } from './two-proportions.ts';
import { wilson } from './wilson.ts';

describe('distributions', () => {
  test('tables of the normal and of Student’s distribution', () => {
    expect(twoSided(1.959964)).toBeCloseTo(0.05, 6);
    expect(twoSided(5)).toBeCloseTo(5.733031e-7, 12);
    expect(normalQuantile(0.025)).toBeCloseTo(1.959964, 5);
    expect(studentTail(2.228139, 10)).toBeCloseTo(0.025, 6);
    expect(studentQuantile(0.005, 4)).toBeCloseTo(4.604095, 5);
    expect(logGamma(0.5)).toBeCloseTo(0.5723649429, 9);
    expect(logGamma(10)).toBeCloseTo(12.8018274801, 9);
  });
});

describe('shares', () => {
  test('Wilson intervals of Newcombe 1998, Statistics in Medicine 17:857, table I', () => {
    const published = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [x, n, low, high] of published) {
      expect(wilson(x, n).low).toBeCloseTo(low, 4);
      expect(wilson(x, n).high).toBeCloseTo(high, 4);
    }
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('differences of Newcombe 1998, Statistics in Medicine 17:873, table II, method 10', () => {
    const published = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [0, 10, 0, 10, -0.2775, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ] as const;
    for (const [a, m, b, n, low, high] of published) {
      const interval = newcombe({ people: a, of: m }, { people: b, of: n });
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  test('the lady tasting tea, and the “N − 1” test beside Pearson’s', () => {
    expect(fisher({ people: 3, of: 4 }, { people: 1, of: 4 })).toBeCloseTo(0.4857, 4);
    // Pearson's χ² of 30/100 against 45/100 is 4.8; times (N − 1)/N it is 4.776.
    expect(equalProportions({ people: 30, of: 100 }, { people: 45, of: 100 })).toBeCloseTo(
      twoSided(Math.sqrt(4.776)),
      6,
    );
    expect(equalProportions({ people: 0, of: 10 }, { people: 0, of: 0 })).toBe(1);
  });
});

describe('divided votes', () => {
  test('whole votes are tested as proportions are, with Newcombe’s interval', () => {
    const [first, second] = [
      { sum: 30, squares: 30, of: 100 },
      { sum: 45, squares: 45, of: 100 },
    ];
    const [a, b] = [
      { people: 30, of: 100 },
      { people: 45, of: 100 },
    ];
    expect(equalVotes(first, second)).toBeCloseTo(equalProportions(a, b), 9);
    expect(votesDifference(first, second).low).toBeCloseTo(newcombe(a, b).low, 9);
  });

  test('votes in halves are surer than as many whole ones', () => {
    const halves = (votes: number) => ({ sum: votes / 2, squares: votes / 4, of: 200 });
    const wholes = (votes: number) => ({ sum: votes / 2, squares: votes / 2, of: 200 });
    expect(equalVotes(halves(60), halves(90))).toBeLessThan(equalVotes(wholes(60), wholes(90)));
    expect(equalVotes({ sum: 0, squares: 0, of: 5 }, { sum: 0, squares: 0, of: 5 })).toBe(1);
  });
});

describe('many tests', () => {
  test('the fifteen p values of Benjamini and Hochberg 1995 give four discoveries', () => {
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(ps).filter((q) => q <= 0.05)).toHaveLength(4);
    expect(benjaminiHochberg(ps.toReversed())).toEqual(benjaminiHochberg(ps).toReversed());
  });

  test('corrected values never fall below the uncorrected ones', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) =>
        benjaminiHochberg(ps).every((q, i) => q >= (ps[i] ?? 1) && q <= 1),
      ),
    );
  });
});

describe('words', () => {
  test('log-odds favour what one body says more, and trust frequent words more', () => {
    const [battery, screen, lens] = logOdds([
      { word: 'battery', first: 60, second: 20 },
      { word: 'screen', first: 40, second: 80 },
      { word: 'lens', first: 3, second: 1 },
    ]);
    expect(battery!.z).toBeGreaterThan(2.5);
    expect(screen!.z).toBeLessThan(0);
    expect(lens!.z).toBeGreaterThan(0);
    expect(lens!.z).toBeLessThan(battery!.z);
  });

  test('a word that is alone tells nothing apart', () => {
    expect(logOdds([{ word: 'battery', first: 60, second: 20 }])).toMatchObject([{ z: 0 }]);
  });

  test('quotes are chosen to represent and then to differ', () => {
    const words = (text: string) => new Set(text.split(' '));
    const candidates = [
      { relevance: 1, words: words('battery dies fast') },
      { relevance: 0.95, words: words('battery dies too fast') },
      { relevance: 0.6, words: words('charger is slow') },
    ];
    expect(maximalMarginalRelevance(candidates, 2)).toEqual([0, 2]);
    expect(maximalMarginalRelevance([], 3)).toEqual([]);
  });
});

describe('severity', () => {
  test('the parts are the Shapley value by its definition, and sum to the whole', () => {
    const players = ['a', 'b', 'c', 'd'];
    const loss = fc.record({
      players: fc.uniqueArray(fc.constantFrom(...players), { minLength: 1 }),
      points: fc.double({ min: -2, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(loss), (losses) => {
        const parts = coverageShapley(losses);
        const whole = losses.reduce((sum, { points }) => sum + points, 0);
        const sum = [...parts.values()].reduce((total, part) => total + part, 0);
        expect(Math.abs(sum - whole)).toBeLessThan(1e-9);
        for (const player of players) expect(parts.get(player) ?? 0).toBeCloseTo(shapley(player, players, losses), 9);
      }),
      { numRuns: 50 },
    );
  });

  test('a theme that costs nothing has an interval around zero; one that everybody names has no impact to tell', () => {
    const all = new Map([
      [1, 100],
      [5, 300],
    ]);
    const even = bootstrapImpact(
      all,
      new Map([
        [1, 10],
        [5, 30],
      ]),
      'theme',
    );
    expect(even.impact).toBeCloseTo(0, 12);
    expect(even.low).toBeLessThan(0);
    expect(even.high).toBeGreaterThan(0);
    expect(bootstrapImpact(all, all, 'theme')).toEqual({ impact: null, low: null, high: null });
  });
});

/** The mean over all orders of what a player adds to those before it. */
function shapley(player: string, players: readonly string[], losses: readonly Loss[]): number {
  const worth = (coalition: ReadonlySet<string>) =>
    losses.reduce((sum, loss) => sum + (loss.players.some((each) => coalition.has(each)) ? loss.points : 0), 0);
  const orders = permutations(players);
  const added = orders.map((order) => {
    const before = new Set(order.slice(0, order.indexOf(player)));
    return worth(new Set([...before, player])) - worth(before);
  });
  return added.reduce((sum, value) => sum + value, 0) / orders.length;
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}

describe('alarms', () => {
  const past = (count: (week: number) => number, weeks = 30, of = 1000) =>
    Array.from({ length: weeks }, (_, i) => ({ count: count(i), of, at: i - weeks }));

  test('a steady past forecasts its mean, a growing one its trend, and an old outbreak is weighted down', () => {
    const noise = seededRandom(1);
    const steady = forecastCount(
      past(() => 18 + Math.floor(5 * noise())),
      { of: 2000, at: 0 },
    );
    expect(steady?.mean).toBeGreaterThan(37);
    expect(steady?.mean).toBeLessThan(43);
    const growing = forecastCount(
      past((week) => 20 + 2 * week),
      { of: 1000, at: 0 },
    );
    expect(growing?.mean).toBeGreaterThan(70);
    const outbreak = forecastCount(
      past((week) => (week === 10 ? 200 : 20)),
      { of: 1000, at: 0 },
    );
    expect(outbreak?.mean).toBeLessThan(21);
    expect(
      forecastCount(
        past(() => 0),
        { of: 1000, at: 0 },
      ),
    ).toBeNull();
  });

  test('the bound is where the p value is', () => {
    const forecast = { mean: 20, logVariance: 1 / 600, dispersion: 1, df: 29 };
    const dispersion = { value: 1.2, df: 40 };
    const bound = upperBound(0.001, forecast, dispersion);
    expect(exceedance(bound, forecast, dispersion)).toBeGreaterThanOrEqual(0.0009);
    expect(exceedance(bound + 1, forecast, dispersion)).toBeLessThanOrEqual(0.001);
  });

  test('series learn their noise from each other', () => {
    const noisy = { mean: 20, logVariance: 0, dispersion: 4, df: 12 };
    const calm = { mean: 20, logVariance: 0, dispersion: 1, df: 12 };
    const [first] = moderatedDispersions([noisy, calm, calm]);
    expect(first?.value).toBeCloseTo(3, 9);
    expect(moderatedDispersions([noisy])[0]).toEqual({ value: 4, df: 12 });
  });

  test('a risen rate against the binomial table', () => {
    expect(risenRate(8, 100, 2, 100)).toBeCloseTo(0.0546875, 9);
    expect(risenRate(0, 100, 5, 100)).toBe(1);
  });

  test('smoothing follows the newest weeks most', () => {
    const weeks = [10, 10, 10, 40].map((count) => ({ count, of: 100, at: 0 }));
    expect(smoothedRate(weeks)).toBeCloseTo(0.218, 3);
    expect(smoothedForecast(weeks, { of: 100, at: 0 })?.mean).toBeCloseTo(21.8, 1);
    expect(smoothedRate([])).toBeNull();
  });
});
