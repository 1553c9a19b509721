import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitBgNbd } from './bg-nbd.ts';
import { cdnowCustomers, cdnowExpected, cdnowIsThere } from './cdnow.fixture.ts';
import { bgNbdBelief, expectedPurchases, mbgNbdBelief, noPurchase, purchaseProbabilities } from './future-purchases.ts';
import { expectedSpend, fitGammaGamma } from './gamma-gamma.ts';
import { hypergeometric, hypergeometricFromOne } from './hypergeometric.ts';
import { fitMbgNbd } from './mbg-nbd.ts';
import { fitNbd } from './nbd.ts';
import { fitParetoNbd, paretoNbdAlive, paretoNbdExpected } from './pareto-nbd.ts';
import { purchaseCounts } from './purchase-counts.ts';

const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe.skipIf(!cdnowIsThere)('on the CDNOW sample (../shared/data)', () => {
  const customers = cdnowIsThere ? cdnowCustomers() : [];
  const expected = cdnowIsThere ? cdnowExpected() : {};
  const counts = purchaseCounts(customers);

  test('BG/NBD finds the published parameters and likelihood', () => {
    const fit = fitBgNbd(counts);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs((fit.parameters?.[name] ?? 0) - expected.bgnbd[name])).toBeLessThan(0.001);
    }
    expect(Math.abs((fit.logLikelihood ?? 0) - expected.bgnbd.loglik_own)).toBeLessThan(0.01);
    expect(fit).toMatchObject({ converged: true, agreeingStarts: 3, reason: null, customers: 2357 });
  });

  test('MBG/NBD and Pareto/NBD find theirs', () => {
    const mbg = fitMbgNbd(counts);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs((mbg.parameters?.[name] ?? 0) - expected.mbg_nbd[name])).toBeLessThan(0.001);
    }
    const pareto = fitParetoNbd(counts);
    for (const name of ['r', 'alpha', 's', 'beta'] as const) {
      expect(Math.abs((pareto.parameters?.[name] ?? 0) - expected.pareto_nbd[name])).toBeLessThan(0.01);
    }
    expect(Math.abs((pareto.logLikelihood ?? 0) + 9594.97)).toBeLessThan(0.01);
  });

  test('Gamma-Gamma finds the published parameters, in any currency', () => {
    const fit = fitGammaGamma(customers);
    for (const name of ['p', 'q', 'v'] as const) {
      expect(Math.abs((fit.parameters?.[name] ?? 0) - expected.gamma_gamma[name])).toBeLessThan(0.01);
    }
    expect(fit.logLikelihood).toBeCloseTo(-4055.92, 1);
    const yen = fitGammaGamma(customers.map((customer) => ({ ...customer, mean: customer.mean * 150 })));
    expect(yen.parameters?.v).toBeCloseTo(150 * (fit.parameters?.v ?? 0), 3);
  });

  test('expected spends are the published ones', () => {
    const { params, values } = expected.gamma_gamma_expected_avg_first10;
    for (const [i, value] of values.entries()) {
      expect(Math.abs((expectedSpend(params, customers[i] ?? { x: 0, mean: 0 }) ?? 0) - value)).toBeLessThan(0.1);
    }
  });

  test('the fitted BG/NBD tells the published expectations', () => {
    const { parameters } = fitBgNbd(counts);
    const { times, values } = expected.bgnbd_expected_repeat;
    for (const [i, t] of times.entries()) {
      const told = expectedPurchases(bgNbdBelief(parameters ?? published, { x: 0, tx: 0, T: 0 }), t);
      expect(told).toBeCloseTo(values[i], 3);
    }
  });

  test('probabilities of purchases are the published ones', () => {
    const { params, P_10_by_2, P_0_by_39, P_11_to_20_by_30 } = expected.bgnbd_prob_n;
    const newcomer = bgNbdBelief(params, { x: 0, tx: 0, T: 0 });
    expect(purchaseProbabilities(newcomer, 2, 1)[10]).toBeCloseTo(P_10_by_2, 10);
    expect(purchaseProbabilities(newcomer, 39)[0]).toBeCloseTo(P_0_by_39, 6);
    const by30 = purchaseProbabilities(newcomer, 30, 1);
    for (const [i, p] of P_11_to_20_by_30.entries()) expect(by30[11 + i]).toBeCloseTo(p, 8);
  });

  test('Pareto/NBD tells the published P(alive) and expectation', () => {
    const { params, x, t_x, T, value } = expected.pareto_nbd_palive;
    expect(paretoNbdAlive(params, { x, tx: t_x, T })).toBeCloseTo(value, 4);
    expect(paretoNbdExpected(params, { x, tx: t_x, T }, 52)).toBeCloseTo(
      expected.pareto_nbd_conditional_expectation.value,
      1,
    );
  });

  test('BG/NBD tells the published conditional expectation', () => {
    const { x, t_x, T, t, value } = expected.bgnbd_conditional_expectation;
    expect(expectedPurchases(bgNbdBelief(published, { x, tx: t_x, T }), t)).toBeCloseTo(value, 3);
  });
});

const history = fc.record({
  x: fc.integer({ min: 0, max: 40 }),
  early: fc.double({ min: 0, max: 1, noNaN: true }),
  T: fc.double({ min: 0.2, max: 200, noNaN: true }),
});
const model = fc.record({
  r: fc.double({ min: 0.05, max: 5, noNaN: true }),
  alpha: fc.double({ min: 0.5, max: 50, noNaN: true }),
  a: fc.double({ min: 0.05, max: 5, noNaN: true }),
  b: fc.double({ min: 0.05, max: 10, noNaN: true }),
});

test('the expectation is the mean of the probabilities, and P(none) is the first of them', () => {
  fc.assert(
    fc.property(
      model,
      history,
      fc.double({ min: 0.5, max: 60, noNaN: true }),
      fc.boolean(),
      (m, { x, early, T }, t, leavesAtOnce) => {
        const past = { x, tx: x === 0 ? 0 : early * T, T };
        const belief = leavesAtOnce ? mbgNbdBelief(m, past) : bgNbdBelief(m, past);
        const probabilities = purchaseProbabilities(belief, t, 1 - 1e-12);
        fc.pre(probabilities.length < 900);
        const mean = probabilities.reduce((sum, p, n) => sum + n * p, 0);
        expect(Math.abs(mean - expectedPurchases(belief, t))).toBeLessThan(1e-4 * (1 + mean));
        expect(probabilities[0]).toBeCloseTo(noPurchase(belief, t), 9);
      },
    ),
  );
});

test('longer silence never means more purchases', () => {
  fc.assert(
    fc.property(model, history, fc.double({ min: 1, max: 100, noNaN: true }), (m, { x, early, T }, more) => {
      const past = { x, tx: x === 0 ? 0 : early * T, T };
      const now = expectedPurchases(bgNbdBelief(m, past), 26);
      const later = expectedPurchases(bgNbdBelief(m, { ...past, T: T + more }), 26);
      expect(later).toBeLessThanOrEqual(now + 1e-9);
    }),
  );
});

test('customers who never leave are said to be degenerate in BG/NBD, and NBD fits them', () => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const x = (i * 7) % 13;
    return { x, tx: x === 0 ? 0 : 50 - 1 / (1 + x), T: 50 };
  });
  expect(fitBgNbd(purchaseCounts(rows)).reason).toBe('degenerate');
  const nbd = fitNbd(purchaseCounts(rows));
  expect(nbd.reason).toBeNull();
  const { r, alpha } = nbd.parameters ?? { r: 0, alpha: 1 };
  const mean = rows.reduce((sum, { x }) => sum + x, 0) / rows.length;
  expect((r / alpha) * 50).toBeCloseTo(mean, 3);
});

test('too few customers, or none who came back, give no parameters but a reason', () => {
  const once = (n: number) => purchaseCounts(Array.from({ length: n }, (_, i) => ({ x: 0, tx: 0, T: 1 + i })));
  expect(fitBgNbd(once(10))).toMatchObject({ parameters: null, reason: 'too_few_customers' });
  expect(fitBgNbd(once(500))).toMatchObject({ parameters: null, reason: 'no_repeat_purchases' });
});

test('the hypergeometric function agrees with known values', () => {
  expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.LN2, 13);
  expect(hypergeometric(0.5, 1, 1.5, 0.81)).toBeCloseTo(Math.atanh(0.9) / 0.9, 12);
});

test('the continued fraction and the series of the hypergeometric function agree', () => {
  const parameter = fc.double({ min: 0.05, max: 60, noNaN: true });
  fc.assert(
    fc.property(parameter, parameter, fc.double({ min: 0, max: 0.999, noNaN: true }), (b, more, z) => {
      expect(hypergeometricFromOne(b, b + more, z) / hypergeometric(1, b, b + more, z, 200_000)).toBeCloseTo(1, 10);
    }),
  );
  // Where a series would need a million terms: ₂F₁(1, 1; 2; z) = −ln(1 − z)/z.
  expect(hypergeometricFromOne(1, 2, 1 - 1e-6)).toBeCloseTo(6 * Math.LN10, 4);
});

test('hardly anybody leaves: Pareto/NBD runs to its border and says so', () => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const x = (i * 7) % 13;
    return { x, tx: x === 0 ? 0 : 50 - 1 / (1 + x), T: 50 };
  });
  expect(fitParetoNbd(purchaseCounts(rows)).reason).toBe('degenerate');
});
