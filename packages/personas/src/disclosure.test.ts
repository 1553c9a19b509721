import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tellable, tellSeveral, tellValues } from './disclosure.ts';

const K = fc.integer({ min: 3, max: 20 });

test('counts are told in steps of k, and fewer than k as none', () => {
  expect([0, 4, 5, 7, 8, 12, 13].map((count) => tellable(count, 5))).toEqual([0, 0, 5, 5, 10, 10, 15]);
});

test('two told counts never narrow the people between them down to fewer than k', () => {
  fc.assert(
    fc.property(K, fc.nat(500), fc.nat(60), (k, part, more) => {
      const [small, large] = [tellable(part, k), tellable(part + more, k)];
      // Every pair of exact counts that would have been told alike is possible to someone who reads both.
      const exact = (told: number) =>
        Array.from({ length: told + k + 1 }, (_, n) => n).filter((n) => tellable(n, k) === told);
      const differences = exact(large)
        .flatMap((b) => exact(small).map((a) => b - a))
        .filter((d) => d >= 0);
      expect(differences.some((d) => d === 0 || d >= k)).toBe(true);
      expect((large - small) % k).toBe(0);
    }),
  );
});

const counts = fc
  .array(fc.nat(40), { minLength: 1, maxLength: 8 })
  .map((people) => people.map((n, i) => ({ value: `v${i}`, people: n, weighted: n })));

test('values under k are withheld, and never alone or as so few that they follow from the rest', () => {
  fc.assert(
    fc.property(K, counts, (k, cells) => {
      const told = tellValues(cells, k);
      for (const { value, count } of told.values) {
        expect(cells.find((cell) => cell.value === value)?.people).toBeGreaterThanOrEqual(k);
        expect(count).toBeGreaterThanOrEqual(k);
      }
      const hidden = cells.filter(
        ({ value, people }) => people > 0 && !told.values.some((cell) => cell.value === value),
      );
      const people = hidden.reduce((sum, cell) => sum + cell.people, 0);
      if (told.n > 0) expect(people === 0 || (people >= k && hidden.length >= 2)).toBe(true);
      expect(told.n).toBe(told.values.reduce((sum, { count }) => sum + count, told.other));
    }),
  );
});

test('whoever reads a distribution cannot tell how many people any withheld value has', () => {
  const k = 3;
  const all = Array.from({ length: 9 ** 3 }, (_, i) => [i % 9, Math.floor(i / 9) % 9, Math.floor(i / 81)]);
  const published = new Map<string, number[][]>();
  for (const people of all) {
    const told = tellValues(
      people.map((n, i) => ({ value: `v${i}`, people: n, weighted: n })),
      k,
    );
    const key = JSON.stringify(told.values) + told.other;
    published.set(key, [...(published.get(key) ?? []), people]);
  }
  for (const alike of published.values()) {
    for (const column of [0, 1, 2]) {
      const possible = new Set(alike.map((people) => people[column] ?? 0));
      // What is under k stays undecided: none at all, k or more, or several numbers below k are possible as well.
      if ([...possible].some((n) => n > 0 && n < k)) expect(possible.size).toBeGreaterThan(1);
    }
  }
});

test('where people gave several values, each stands for itself', () => {
  const cells = [
    { value: 'gift', people: 12, weighted: 12 },
    { value: 'self', people: 4, weighted: 4 },
  ];
  expect(tellSeveral(cells, 14, 5)).toEqual({ values: [{ value: 'gift', count: 10 }], other: 0, withheld: 1, n: 15 });
});
