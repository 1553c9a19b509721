import type { SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lmg } from './statistics/lmg.ts';
import { seededRandom } from './statistics/random.ts';
import { surveyDrivers } from './survey-drivers.ts';

const engineOf = (rows: SqlRow[]): SqlEngine => ({ query: async () => rows, store: async () => 0 });

test('the parts sum to R², and of uncorrelated predictors each is its own r²', () => {
  const grid = [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b, 3 * a + 4 * b]));
  const parts = lmg(grid);
  expect(parts?.r2).toBeCloseTo(1, 12);
  expect(parts?.parts[0]).toBeCloseTo(9 / 25, 12);
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 5, maxLength: 5 }), { minLength: 8 }),
      (rows) => {
        const split = lmg(rows);
        if (split === null) return;
        expect(split.parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(split.r2, 9);
      },
    ),
  );
});

test('the answer that moves the score leads, with its direction and interval', async () => {
  const random = seededRandom(2);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const speed = Math.floor(random() * 5);
    const colour = Math.floor(random() * 5);
    const answers = { speed, colour, nps: 2 * speed + Math.floor(random() * 3) };
    return Object.entries(answers).map(
      ([question, number]): SqlRow => ({ response_id: String(i), question_id: question, number }),
    );
  }).flat();
  const { n, r2, drivers } = await surveyDrivers(engineOf(rows), { answers: ['a'], surveyId: 's', targetId: 'nps' });
  expect(n).toBe(200);
  expect(r2).toBeGreaterThan(0.8);
  expect(drivers[0]?.questionId).toBe('speed');
  expect(drivers[0]?.correlation).toBeGreaterThan(0.9);
  expect(drivers[0]?.low).toBeGreaterThan(0.7);
});

test('few complete responses give no drivers', async () => {
  const few = [{ response_id: '1', question_id: 'nps', number: 9 }];
  expect(await surveyDrivers(engineOf(few), { answers: ['a'], surveyId: 's', targetId: 'nps' })).toMatchObject({
    r2: null,
    drivers: [],
  });
});
