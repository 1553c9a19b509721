import { afterAll, beforeAll, expect, test } from 'vitest';
import { bgNbdBelief, expectedPurchases } from './future-purchases.ts';
import { openTestLake } from './lake.fixture.ts';
import { clvSql, storePredictions } from './predictions.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

let state = 7;
function uniform(): number {
  // mulberry32: the simulation is the same every time.
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Marsaglia & Tsang (2000). */
function gamma(shape: number): number {
  if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = normal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

test('what customers then spend has the mean that was told, and lies in the interval four times in five', async () => {
  const model = { r: 0.9, alpha: 6, a: 0.8, b: 4 };
  const spending = { p: 6, q: 4, v: 60 };
  const histories = [
    { x: 0, tx: 0, watched: 200, spend: null },
    { x: 3, tx: 150, watched: 180, spend: 40 },
    { x: 12, tx: 300, watched: 320, spend: 25 },
    { x: 60, tx: 330, watched: 332, spend: 25 },
    { x: 5, tx: 60, watched: 300, spend: 90 },
  ];
  const columns = { x: 'INTEGER', tx: 'INTEGER', watched: 'INTEGER', spend: 'DOUBLE' } as const;
  await lake.duckdb.stage('h', columns, [histories.map(({ x, tx, watched, spend }) => [x, tx, watched, spend])]);
  await lake.duckdb.store('SELECT * FROM h', {}, 'h.parquet');
  await storePredictions({
    engine: lake.duckdb,
    duckdb: lake.duckdb,
    belief: (history) => bgNbdBelief(model, history),
    history: ['h.parquet'],
    horizon: { days: 364, yearlyDiscount: 0 },
    key: 'p.parquet',
  });
  const { clv, low, high } = clvSql(spending);
  const rows = await lake.duckdb.query(
    `SELECT h.x, p.p_none, ${clv} AS clv, ${low} AS low, ${high} AS high FROM history h
     JOIN predictions p ON p.x = h.x AND p.tx = h.tx AND p.watched = h.watched`,
    { history: ['h.parquet'], predictions: ['p.parquet'] },
  );
  for (const { x, tx, watched, spend } of histories) {
    const told = rows.find((row) => row.x === x);
    const belief = bgNbdBelief(model, { x, tx: tx / 7, T: watched / 7 });
    const runs = 20_000;
    let total = 0;
    let within = 0;
    for (let run = 0; run < runs; run++) {
      let spent = 0;
      if (uniform() < belief.alive) {
        const rate = gamma(belief.r) / belief.alpha;
        const [one, two] = [gamma(belief.a), gamma(belief.b)];
        const leaves = one / (one + two);
        let n = 0;
        for (let t = -Math.log(1 - uniform()) / rate; t < 52; t += -Math.log(1 - uniform()) / rate) {
          n++;
          if (uniform() < leaves) break;
        }
        const nu = gamma(spending.p * x + spending.q) / (spending.v + x * (spend ?? 0));
        if (n > 0) spent = gamma(spending.p * n) / nu;
      }
      total += spent;
      if (spent >= Number(told?.low) && spent <= Number(told?.high)) within++;
    }
    // Within five in a hundred, or what the simulation itself cannot tell.
    expect(Math.abs(total / runs - Number(told?.clv))).toBeLessThan(0.05 * Number(told?.clv) + 0.5);
    // Where over a tenth buy nothing the lower end is 0 and only the upper tail is left out; where over nine tenths do,
    // nothing is the whole interval.
    const expected = told?.low === 0 ? Math.max(0.9, Number(told.p_none)) : 0.8;
    expect(Math.abs(within / runs - expected)).toBeLessThan(0.04);
  }
});

test('expected purchases are a number whatever the fit, and without a jump where the formula changes its form', () => {
  const belief = { r: 1.13, alpha: 13.4, alive: 1, tells: true };
  // Very sure beliefs of one chance to leave: as good as that chance itself, however sure.
  const sure = expectedPurchases({ ...belief, a: 15_036, b: 99_968 }, 26);
  expect(sure).toBeGreaterThan(0);
  expect(sure / expectedPurchases({ ...belief, a: 1503.6, b: 9996.8 }, 26)).toBeCloseTo(1, 3);
  const beside = (a: number) => expectedPurchases({ ...belief, r: 0.5, a, b: 3 }, 26);
  expect(beside(1.4999) / beside(1.5001)).toBeCloseTo(1, 3);
});
