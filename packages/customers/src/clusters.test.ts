import { expect, test } from 'vitest';
import { adjustedRand, behaviouralClusters } from './clusters.ts';

const crowd = (n: number, recencyDays: number, frequency: number) =>
  Array.from({ length: n }, (_, i) => ({
    recencyDays: recencyDays + (i % 5),
    frequency: frequency + (i % 3),
    averageOrder: 50 + (i % 7),
    tenureDays: 300 + (i % 11),
  }));

test('two crowds are two clusters, named by what sets them apart, the same every time', () => {
  const rows = [...crowd(150, 5, 30), ...crowd(100, 250, 1)];
  const clustering = behaviouralClusters(rows);
  expect(clustering?.clusters.map(({ n }) => n).sort()).toEqual([100, 150]);
  expect(clustering?.stability).toBeCloseTo(1, 6);
  expect(clustering?.silhouette).toBeGreaterThan(0.4);
  const active = clustering?.clusters.find(({ n }) => n === 150);
  expect(active?.traits.slice(0, 2)).toEqual(
    expect.arrayContaining([
      { feature: 'frequency', high: true },
      { feature: 'recencyDays', high: false },
    ]),
  );
  expect(active?.name.en).toMatch(/frequent|recently active/);
  expect(behaviouralClusters(rows)).toEqual(clustering);
});

test('few customers, or customers all alike, have no clusters', () => {
  expect(behaviouralClusters(crowd(50, 5, 30))).toBeNull();
  const alike = { recencyDays: 1, frequency: 1, averageOrder: 1, tenureDays: 1 };
  expect(behaviouralClusters(Array.from({ length: 200 }, () => alike))).toBeNull();
});

test('the adjusted Rand index is 1 for the same clusters under other names, 0 on average by chance', () => {
  expect(adjustedRand([0, 0, 1, 1, 2], [5, 5, 3, 3, 1])).toBe(1);
  // By hand: no pair agrees, a third would by chance: (0 − 2/3)/(2 − 2/3).
  expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
});
