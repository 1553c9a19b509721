import type { SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { seededRandom } from '@soundings/statistics/random';
import { welch } from '@soundings/statistics/welch';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFixtureLake } from '../lake-fixture.ts';
import { lmg } from '../statistics/lmg.ts';
import { startingTaxonomy, startingThemeId } from '../taxonomy/starting-taxonomy.ts';
import { numericDrivers } from './numeric-drivers.ts';
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
  const { n, r2, drivers } = await numericDrivers(engineOf(rows), { answers: ['a'], surveyId: 's', targetId: 'nps' });
  expect(n).toBe(200);
  expect(r2).toBeGreaterThan(0.8);
  expect(drivers[0]?.questionId).toBe('speed');
  expect(drivers[0]?.correlation).toBeGreaterThan(0.9);
  expect(drivers[0]?.low).toBeGreaterThan(0.7);
});

test('few complete responses give no drivers', async () => {
  const few = [{ response_id: '1', question_id: 'nps', number: 9 }];
  expect(await numericDrivers(engineOf(few), { answers: ['a'], surveyId: 's', targetId: 'nps' })).toMatchObject({
    r2: null,
    drivers: [],
  });
});

/** Responses of a survey as the lake keeps them: a score of 0–10, where it was bought, and what their text is about. */
type Drawn = { nps: number; store: string; extras: string[]; pain: boolean };

const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'VARCHAR' as const]));

async function lakeOf(draw: (i: number) => Drawn, count: number) {
  const lake = await openFixtureLake();
  const drawn = Array.from({ length: count }, (_, i) => draw(i));
  const answers = drawn.flatMap(({ nps, store, extras }, i) => {
    const response = (question: string, type: string, value: string, number: number | null) =>
      [`r${i}`, 's', question, type, i % 2 === 0 ? null : `c${i}`, value, number] as const;
    return [
      response('nps', 'nps', String(nps), nps),
      response('store', 'single', store, null),
      ...extras.map((extra) => response('extras', 'multiple', extra, null)),
    ];
  });
  const columns = {
    ...texts('response_id', 'survey_id', 'question_id', 'question_type', 'customer_id', 'value'),
    number: 'DOUBLE' as const,
  };
  await lake.engine.stage('answers_drawn', columns, [answers.map((row) => [...row])]);
  await lake.engine.store('SELECT * FROM answers_drawn', {}, 'answers.parquet');
  const said = drawn.map(({ pain }, i) => {
    const person = i % 2 === 0 ? [null, `r${i}`] : [`c${i}`, `c${i}`];
    return ['answer', 's', ...person, `f${i}`, startingThemeId('battery'), pain ? 'pain' : 'other'];
  });
  const told = texts('kind', 'source_id', 'customer_id', 'author', 'feedback_id', 'theme_id', 'side');
  await lake.engine.stage('texts_drawn', told, [said]);
  await lake.engine.store('SELECT *, author AS person FROM texts_drawn', {}, 'texts.parquet');
  const files = { mentions: ['texts.parquet'], themeMentions: ['texts.parquet'], themes: startingTaxonomy };
  const drivers = await surveyDrivers(lake.engine, {
    answers: ['answers.parquet'],
    surveyId: 's',
    targetId: 'nps',
    texts: files,
  });
  await lake.close();
  return drivers;
}

test('choices and themes that go with the score are told with their numbers, what does not is told apart', async () => {
  const random = seededRandom(4);
  const { respondents, mean, contrasts, tested } = await lakeOf((i) => {
    const store = i % 3 === 0 ? 'online' : 'shop';
    const pain = i % 4 === 0;
    const nps = Math.round(5 + (store === 'online' ? 2 : 0) - (pain ? 3 : 0) + 2 * random());
    return { nps, store, extras: [random() < 0.5 ? 'bag' : 'cap', 'manual'], pain };
  }, 240);
  expect(respondents).toBe(240);
  expect(mean).toBeGreaterThan(5);
  // Everybody ticked the manual: there is nobody to compare with.
  expect(tested).toBe(5);
  const [first] = contrasts;
  expect(first).toMatchObject({
    by: 'pain',
    themeId: startingThemeId('battery'),
    with: { n: 60 },
    without: { n: 180 },
  });
  expect(first?.difference).toBeCloseTo(-3, 0);
  expect(first?.high).toBeLessThan(-2);
  const moving = contrasts.filter(({ q }) => q <= 0.05);
  expect(moving.map((each) => (each.by === 'answer' ? each.value : each.by)).sort()).toEqual([
    'online',
    'pain',
    'shop',
  ]);
});

test('nobody and few people have no drivers', async () => {
  const nobody = await surveyDrivers(engineOf([]), { answers: [], surveyId: 's', targetId: 'nps' });
  expect(nobody).toMatchObject({ respondents: 0, mean: null, contrasts: [], drivers: [] });
  const few = await lakeOf((i) => ({ nps: i % 11, store: i % 2 === 0 ? 'a' : 'b', extras: [], pain: false }), 18);
  expect(few).toMatchObject({ respondents: 18, tested: 0, contrasts: [] });
});

test('where nothing moves the score, surveys that show a driver are rare', async () => {
  const random = seededRandom(9);
  const moments = (n: number) => {
    const values = Array.from({ length: n }, () => Math.floor(11 * random() ** 0.6));
    const sum = values.reduce((total, value) => total + value, 0);
    return { n, sum, squares: values.reduce((total, value) => total + value * value, 0) };
  };
  let shown = 0;
  const runs = 600;
  for (let run = 0; run < runs; run++) {
    const p = Array.from({ length: 12 }, (_, i) => welch(moments(10 + i * 8), moments(120))?.p ?? 1);
    if (benjaminiHochberg(p).some((q) => q <= 0.05)) shown++;
  }
  expect(shown / runs).toBeLessThan(0.075);
});

test('Welch’s test of two small samples', () => {
  // Scores 3, 5, 7 and 8, 9, 10, 9.
  const tested = welch({ n: 3, sum: 15, squares: 83 }, { n: 4, sum: 36, squares: 326 });
  expect(tested?.difference).toBe(-4);
  expect(tested?.p).toBeCloseTo(0.0625, 2);
  expect(welch({ n: 3, sum: 15, squares: 75 }, { n: 3, sum: 15, squares: 75 })).toBeNull();
});
