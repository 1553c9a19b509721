import { studentQuantile } from '@soundings/statistics/student';
import { describe, expect, test } from 'vitest';
import { describeAttitude } from './attitude.ts';
import { roundingVariance, tellable } from './disclosure.ts';
import { gradePersona } from './grade.ts';
import { detectableRise, peopleNeeded, proposeHoldout } from './holdout.ts';
import { postStratify } from './post-stratification.ts';
import { differenceInterval, lift, sameShareP, wilson } from './proportion.ts';
import { all, nearestCount, takeSample } from './sample.ts';
import { random } from './testing/shop.ts';
import { tellShare } from './told-measures.ts';
import { toldInterval, toldProportion } from './told-share.ts';

describe('Student’s distribution', () => {
  test('Student’s quantiles are those of the tables', () => {
    expect(studentQuantile(0.025, 4)).toBeCloseTo(2.776, 3);
    expect(studentQuantile(0.025, 10)).toBeCloseTo(2.228, 3);
    expect(studentQuantile(0.025, 1000)).toBeCloseTo(1.962, 3);
  });
});

describe('shares', () => {
  test('Wilson intervals are those of Newcombe 1998, table I', () => {
    const cases: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [count, n, low, high] of cases) {
      const interval = wilson({ share: count / n, n });
      expect(interval[0]).toBeCloseTo(low, 4);
      expect(interval[1]).toBeCloseTo(high, 4);
    }
  });

  test('the interval of a difference is that of Newcombe 1998, table II, method 10', () => {
    const [low, high] = differenceInterval({ share: 56 / 70, n: 70 }, { share: 48 / 80, n: 80 });
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  test('a difference is tested with (N − 1)/N, and not at all where counts are too small', () => {
    // 2×2 table 10/30 against 20/30: Pearson 6.667, times 59/60 6.556, p 0.01046.
    expect(sameShareP({ share: 1 / 3, n: 30 }, { share: 2 / 3, n: 30 })).toBeCloseTo(0.01046, 4);
    expect(sameShareP({ share: 0, n: 3 }, { share: 0.1, n: 10 })).toBe(1);
  });

  test('the lift of a theme nobody else names is finite, with a wide interval', () => {
    const found = lift({ share: 0.5, n: 20 }, { share: 0, n: 100 });
    expect(found?.lift).toBeGreaterThan(10);
    expect(found?.interval[0]).toBeGreaterThan(1);
    expect(found?.interval[1]).toBeGreaterThan(500);
    expect(lift({ share: 0, n: 0 }, { share: 0.5, n: 10 })).toBeNull();
  });

  test('intervals of counts told in steps of k still hold the exact share 95 times in 100', () => {
    const next = random(7);
    let held = 0;
    let rounds = 0;
    for (const share of [0.1, 0.3, 0.5]) {
      for (let round = 0; round < 2000; round++) {
        let yes = 0;
        for (let i = 0; i < 97; i++) if (next() < share) yes++;
        const n = tellable(yes, 5) + tellable(97 - yes, 5);
        const [low, high] = toldInterval(toldProportion(tellable(yes, 5), n, n, 5));
        if (low <= share && share <= high) held++;
        rounds++;
      }
    }
    expect(held / rounds).toBeGreaterThan(0.945);
    expect(roundingVariance(5)).toBe(2);
  });
});

test('an interval holds the exact share also where too few said yes to be told', () => {
  for (const [yes, no] of [
    [4, 8],
    [3, 40],
    [60, 2],
    [4, 5],
  ] as const) {
    const told = tellShare({ yes, no }, 5, 'answers');
    expect(told?.interval[0]).toBeLessThanOrEqual(yes / (yes + no));
    expect(told?.interval[1]).toBeGreaterThanOrEqual(yes / (yes + no));
  }
});

test('a value withheld from the others is taken for what makes the least difference', () => {
  const row = { grp: 'b', stratum: null };
  const cells = [
    { ...row, value: 'x', people: 4 },
    { ...row, value: 'y', people: 16 },
  ];
  const sample = takeSample(
    { name: 'f', several: true, cells, bases: [{ ...row, people: 20 }] },
    [{ ...row, n: 20 }],
    all,
    5,
  );
  expect(nearestCount(sample, 'x', { share: 0.25, k: 5 })).toBe(4);
  expect(nearestCount(sample, 'x', { share: 0.1, k: 5 })).toBe(2);
  expect(nearestCount(sample, 'y', { share: 0.1, k: 5 })).toBe(15);
});

test('the interval of an NPS told in steps of k holds the true score 95 times in 100', () => {
  const next = random(11);
  const [promoter, detractor] = [0.45, 0.2];
  let held = 0;
  for (let round = 0; round < 2000; round++) {
    const people = { '10': 0, '8': 0, '3': 0 };
    for (let i = 0; i < 120; i++) {
      const at = next();
      people[at < promoter ? '10' : at < promoter + detractor ? '3' : '8']++;
    }
    const row = { grp: 'a', stratum: null };
    const cells = Object.entries(people).map(([value, count]) => ({ ...row, value, people: count }));
    const field = { name: 'nps', several: false, cells, bases: [{ ...row, people: 120 }] };
    const input = { fields: new Map([['nps', field]]), sizes: [{ ...row, n: 1000 }], surveys: [] };
    const [low, high] = describeAttitude(input, 'a', 5).nps?.interval ?? [0, 0];
    if (low <= 25 && 25 <= high) held++;
  }
  expect(held / 2000).toBeGreaterThan(0.94);
});

test('answers that weighting leaves little of are graded by what is left', () => {
  const dimension = (n: number, effectiveN: number) => ({ age: { source: 'survey', n, effectiveN } });
  const grade = (effectiveN: number) =>
    gradePersona({
      segment: { n: 900 },
      dimensions: dimension(400, effectiveN),
      attitude: {},
      behaviour: { orders: { n: 900 } },
      grounds: { heard: 300, people: true, answers: true, feedback: true, k: 5 },
    } as unknown as Parameters<typeof gradePersona>[0]);
  expect(grade(390).value).toBe('A');
  expect(grade(150)).toMatchObject({
    value: 'B',
    why: { en: expect.stringContaining('worth about 150 once weighted') },
  });
  expect(grade(20).value).toBe('C');
});

test('an NPS of which too much is withheld is not told, rather than as one of no promoters', () => {
  const row = { grp: 'a', stratum: null };
  const nps = (people: Record<string, number>) => {
    const cells = Object.entries(people).map(([value, count]) => ({ ...row, value, people: count }));
    const all = cells.reduce((sum, cell) => sum + cell.people, 0);
    const field = { name: 'nps', several: false, cells, bases: [{ ...row, people: all }] };
    return describeAttitude({ fields: new Map([['nps', field]]), sizes: [{ ...row, n: all }], surveys: [] }, 'a', 5)
      .nps;
  };
  // −50 in truth: two promoters, two passives and eight detractors.
  expect(nps({ '10': 2, '8': 2, '3': 8 })).toBeNull();
  expect(nps({ '10': 8, '8': 2, '3': 8 })).toMatchObject({ value: 0 });
  expect(nps({ '10': 2, '8': 8, '3': 50 })?.value).toBeLessThan(-70);
});

describe('post-stratification', () => {
  test('each stratum counts by its size, not by how many of it answered', () => {
    const weighted = postStratify([
      { size: 900, n: 10, counts: new Map([['yes', 10]]) },
      { size: 100, n: 90, counts: new Map([['no', 90]]) },
    ]);
    expect(weighted.shares.get('yes')).toBeCloseTo(0.9, 10);
    expect(weighted.n).toBe(100);
    // Weights .09 for ten and .00111 for ninety: (Σw)² / Σw² = 1 / (.81/10 + .01/90).
    expect(weighted.effectiveN).toBeCloseTo(12.33, 2);
  });

  test('a proportional sample loses nothing, and tiny strata are joined', () => {
    const even = postStratify([
      { size: 500, n: 50, counts: new Map([['a', 25]]) },
      { size: 300, n: 30, counts: new Map([['a', 3]]) },
    ]);
    expect(even.effectiveN).toBeCloseTo(80, 6);
    const joined = postStratify([
      { size: 1000, n: 1, counts: new Map([['a', 1]]) },
      { size: 10, n: 50, counts: new Map([['a', 0]]) },
    ]);
    expect(joined.shares.get('a')).toBeCloseTo(1 / 51, 6);
  });
});

describe('holdout', () => {
  test('the size is that of the published formula', () => {
    // Fleiss, Levin, Paik 2003, §4.4: p₁ = .60, p₂ = .70 at 5 % and 80 %: 356 an arm before the continuity correction.
    expect(peopleNeeded({ baseline: 0.6, raised: 0.7 })).toBe(356);
  });

  test('the smallest holdout that shows the effect is proposed, and honesty where none does', () => {
    const baseline = { share: 0.2, n: 20_000, evidence: 'people' };
    const many = proposeHoldout(baseline, 20_000, { worthwhile: 0.2, days: 60 });
    expect(many).toMatchObject({ share: 0.1, size: 2000, treated: 18_000, enough: true });
    const few = proposeHoldout(baseline, 100, { worthwhile: 0.2, days: 60 });
    expect(few).toMatchObject({ share: 0.5, size: 50, treated: 50, enough: false });
    expect(few?.detectable).toBeGreaterThan(0.2);
    expect(detectableRise(0.2, 1, 50)).toBeNull();
  });
});
