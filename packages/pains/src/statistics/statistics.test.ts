import { newcombe } from '@soundings/statistics/newcombe';
import { seededRandom } from '@soundings/statistics/random';
import { studentQuantile, studentTail } from '@soundings/statistics/student';
import { equalProportions } from '@soundings/statistics/two-proportions';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapImpact } from './bootstrap-impact.ts';
import { coverageShapley, type Loss } from './coverage-shapley.ts';
import { smoothedForecast, smoothedRate } from './ewma.ts';
import { exceedance, moderatedDispersions, upperBound } from './farrington.ts';
import { logOdds } from './log-odds.ts';
import { maximalMarginalRelevance } from './mmr.ts';
import { risenRate } from './poisson-rate.ts';
import { forecastCount } from './quasi-poisson.ts';
import { equalVotesWithin, stratifiedDifference } from './stratified-votes.ts';

describe('distributions', () => {
  test('tables of Student’s distribution', () => {
    expect(studentTail(2.228139, 10)).toBeCloseTo(0.025, 6);
    expect(studentQuantile(0.005, 4)).toBeCloseTo(4.604095, 5);
  });
});

describe('votes in places', () => {
  const wholes = (people: number, of: number) => ({ sum: people, squares: people, of });

  test('whole votes in one place are tested as proportions are, with Newcombe’s interval', () => {
    const place = [{ first: wholes(30, 100), second: wholes(45, 100) }];
    const [a, b] = [
      { people: 30, of: 100 },
      { people: 45, of: 100 },
    ];
    expect(equalVotesWithin(place)).toBeCloseTo(equalProportions(a, b), 9);
    expect(stratifiedDifference(place).low).toBeCloseTo(newcombe(a, b).low, 9);
    const rare = [{ first: wholes(3, 8), second: wholes(0, 4) }];
    expect(equalVotesWithin(rare)).toBeCloseTo(equalProportions({ people: 3, of: 8 }, { people: 0, of: 4 }), 9);
  });

  test('votes in halves are surer than as many whole ones', () => {
    const halves = (votes: number) => ({ sum: votes / 2, squares: votes / 4, of: 200 });
    expect(equalVotesWithin([{ first: halves(60), second: halves(90) }])).toBeLessThan(
      equalVotesWithin([{ first: wholes(30, 200), second: wholes(45, 200) }]),
    );
    expect(equalVotesWithin([{ first: wholes(0, 5), second: wholes(0, 5) }])).toBe(1);
    expect(equalVotesWithin([])).toBe(1);
    expect(stratifiedDifference([])).toMatchObject({ low: -1, high: 1, first: { mean: null } });
  });

  test('within places the first suffers more, though of all places together less', () => {
    const strata = [
      { first: wholes(81, 87), second: wholes(234, 270) },
      { first: wholes(192, 263), second: wholes(55, 80) },
    ];
    const { difference } = stratifiedDifference(strata);
    // Weights 87·270/357 and 263·80/343.
    expect(difference).toBeCloseTo((65.798 * (81 / 87 - 234 / 270) + 61.341 * (192 / 263 - 55 / 80)) / 127.139, 4);
    expect((81 + 192) / 350 - (234 + 55) / 350).toBeLessThan(0);
    expect(difference).toBeGreaterThan(0);
  });

  test('equal products heard in different mixes of places differ by chance only; intervals hold the truth', () => {
    const random = seededRandom(11);
    const drawn = (of: number, share: number) => {
      let people = 0;
      for (let i = 0; i < of; i++) if (random() < share) people++;
      return wholes(people, of);
    };
    let [within, pooled, held] = [0, 0, 0];
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const strata = [
        { first: drawn(200, 0.06), second: drawn(40, 0.06) },
        { first: drawn(30, 0.2), second: drawn(220, 0.2) },
        { first: drawn(60, 0.1), second: drawn(60, 0.1) },
      ];
      const sum = (side: 'first' | 'second') =>
        wholes(
          strata.reduce((total, place) => total + place[side].sum, 0),
          strata.reduce((total, place) => total + place[side].of, 0),
        );
      if (equalVotesWithin(strata) <= 0.05) within++;
      if (equalVotesWithin([{ first: sum('first'), second: sum('second') }]) <= 0.05) pooled++;
      const { low, high } = stratifiedDifference(strata);
      if (low <= 0 && high >= 0) held++;
    }
    expect(within / runs).toBeLessThan(0.065);
    expect(pooled / runs).toBeGreaterThan(0.5);
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.975);
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
    expect(smoothedRate(weeks, 0.3)).toBeCloseTo(0.218, 3);
    expect(smoothedForecast(weeks, { of: 100, at: 0 })?.mean).toBeCloseTo(21.8, 1);
    expect(smoothedRate([], 0.3)).toBeNull();
  });
});
