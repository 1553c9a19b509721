import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { logGamma } from './log-gamma.ts';
import { newcombe } from './newcombe.ts';
import { normalQuantile, twoSided } from './normal.ts';
import { equalProportions, fisher } from './two-proportions.ts';
import { wilson } from './wilson.ts';

test('the normal distribution and the gamma function are those of the tables', () => {
  expect(twoSided(1.959963984540054)).toBeCloseTo(0.05, 7);
  expect(twoSided(3)).toBeCloseTo(0.0026998, 7);
  expect(twoSided(5)).toBeCloseTo(5.733031e-7, 12);
  expect(twoSided(0)).toBeCloseTo(1, 6);
  expect(normalQuantile(0.025)).toBeCloseTo(-1.959964, 5);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 5);
  expect(normalQuantile(0.8)).toBeCloseTo(0.8416212, 6);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 5);
  expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807, 4);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  expect(logGamma(10)).toBeCloseTo(12.8018274801, 9);
  expect(logGamma(101)).toBeCloseTo(363.739375555563, 9);
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
