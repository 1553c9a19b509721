import type { Persona } from '@soundings/contracts/persona';
import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { claimsOf } from './claims.ts';
import { changesBetween } from './diff.ts';
import { openLake } from './testing/lake.ts';
import { answer, type LakeRows, SEGMENT_NAMES, SURVEYS, shopRows, storeLake, THEMES } from './testing/shop.ts';

let lake: Awaited<ReturnType<typeof openLake>>;
beforeAll(async () => {
  lake = await openLake();
});
afterAll(() => lake.close());

let stored = 0;
async function build(rows: LakeRows, k: number, grouping?: PersonaGrouping): Promise<Persona[]> {
  const tables = await storeLake(lake.engine, `privacy${stored++}`, rows);
  const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };
  return buildPersonas({ engine: lake.engine, tables, ...words, k, ...(grouping && { grouping }) });
}

/** Every count of people that a document tells, by where it stands; a cell that is not told is 0. */
function toldCounts(persona: Persona): Map<string, number> {
  const counts = new Map<string, number>([['/segment/n', persona.segment.n ?? 0]]);
  for (const { pointer, claim } of claimsOf(persona)) {
    // A holdout is a plan: its sizes are not counts of anyone.
    if (claim.baseline !== undefined) continue;
    if (typeof claim.n === 'number') counts.set(`${pointer}/n`, claim.n);
    if (typeof claim.count === 'number') counts.set(`${pointer}:${claim.theme}`, claim.count);
    if (typeof claim.share === 'number' && typeof claim.n === 'number') {
      counts.set(`${pointer}:yes`, Math.round(claim.share * claim.n));
    }
    for (const cell of Array.isArray(claim.distribution) ? claim.distribution : []) {
      counts.set(`${pointer}:${cell.value}`, cell.count);
    }
  }
  return counts;
}

const population = fc.record({
  customers: fc.integer({ min: 15, max: 160 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  k: fc.integer({ min: 3, max: 8 }),
  newcomers: fc.integer({ min: 1, max: 12 }),
});

/** The same people with a few more who answered: the next version, of which a reader knows the last. */
function withNewcomers(rows: LakeRows, count: number): LakeRows {
  const silent = rows.customers.filter((row) => !rows.answers.some((said) => said.customer_id === row.customer_id));
  const more = silent.slice(0, count).map((row, i) =>
    answer(`new${i}`, 'gender', {
      customer_id: row.customer_id ?? null,
      dimension: 'gender',
      value: i % 3 ? 'f' : 'm',
    }),
  );
  return { ...rows, answers: [...rows.answers, ...more], customers: rows.customers.slice(0, -count) };
}

/** Two filters of the team's, one within the other. */
const recentWithin = (days: number): PersonaGrouping => ({
  id: 'filter',
  rules: [
    {
      id: 'some',
      name: { en: 'Some' },
      where: [
        { dimension: 'gender', anyOf: ['f', 'm'] },
        { column: 'recency_days', below: days },
      ],
    },
  ],
});

test('no cell under k, also not by subtraction between versions or filters, in any population', {
  timeout: 90_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(population, async ({ customers, seed, k, newcomers }) => {
      const rows = shopRows({ customers, seed });
      const first = await build(rows, k);
      const second = await build(withNewcomers(rows, newcomers), k);
      const [narrow] = await build(rows, k, recentWithin(20));
      const [wide] = await build(rows, k, recentWithin(40));
      for (const persona of [...first, ...second, narrow!, wide!]) {
        for (const [, count] of toldCounts(persona)) expect(count % k).toBe(0);
      }
      const pairs = first.flatMap((persona) =>
        second.filter(({ id }) => id === persona.id).map((next) => [persona, next]),
      );
      for (const [a, b] of [...pairs, [narrow!, wide!]] as [Persona, Persona][]) {
        const [before, after] = [toldCounts(a), toldCounts(b)];
        for (const [cell, count] of after) {
          const difference = Math.abs(count - (before.get(cell) ?? 0));
          expect(difference === 0 || difference >= k).toBe(true);
        }
      }
      expectRawCells(first, rows, k);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

/** Counts the population itself, without the code under test: every told cell stands for k people or more. */
function expectRawCells(personas: readonly Persona[], rows: LakeRows, k: number): void {
  for (const persona of personas) {
    const members = new Set(
      rows.customers.filter(({ segment }) => segment === persona.segment.ids[0]).map((row) => row.customer_id),
    );
    const people = (table: readonly Record<string, unknown>[], holds: (row: Record<string, unknown>) => boolean) =>
      new Set(table.filter((row) => members.has(row.customer_id as string) && holds(row)).map((row) => row.customer_id))
        .size;
    for (const [name, column] of [
      ['region', 'region'],
      ['channel', 'top_channel'],
    ] as const) {
      for (const { value, suppressed } of persona.dimensions[name]?.distribution ?? []) {
        if (!suppressed) expect(people(rows.customers, (row) => row[column] === value)).toBeGreaterThanOrEqual(k);
      }
    }
    for (const name of ['gender', 'motivation']) {
      for (const { value, suppressed } of persona.dimensions[name]?.distribution ?? []) {
        if (suppressed) continue;
        expect(people(rows.answers, (row) => row.dimension === name && row.value === value)).toBeGreaterThanOrEqual(k);
      }
    }
    for (const { theme, intent } of [...persona.pains, ...persona.wishes, ...persona.praise]) {
      const raw = people(rows.theme_mentions, (row) => row.theme_id === theme && row.intent === intent);
      expect(raw).toBeGreaterThanOrEqual(k);
    }
  }
}

test('two samples of one population differ in at most one claim of twenty', async () => {
  let changed = 0;
  let compared = 0;
  for (let seed = 1; seed <= 3; seed++) {
    const [a, b] = [
      await build(shopRows({ customers: 600, seed }), 5),
      await build(shopRows({ customers: 600, seed: seed + 100 }), 5),
    ];
    for (const persona of a) {
      const other = b.find(({ id }) => id === persona.id);
      if (!other) continue;
      const changes = changesBetween(persona, other);
      changed += changes.filter(({ verdict }) => verdict === 'changed').length;
      compared += changes.length;
    }
  }
  expect(compared).toBeGreaterThan(200);
  expect(changed / compared).toBeLessThanOrEqual(0.05);
});
