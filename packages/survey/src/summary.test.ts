import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { describe, expect, it } from 'vitest';
import { netPromoterScore, quantile, shareOf } from './interval.ts';
import { kanoFeature } from './kano.ts';
import { priceSensitivity } from './price-sensitivity.ts';
import { summarise } from './summary.ts';
import { surveyTemplates } from './templates/survey-templates.ts';

/** A repeatable stream of numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const responded = (answers: Answers) => ({ answers, fields: {}, suspect: [], pageSeconds: {}, scores: {} });

describe('shares', () => {
  it('have Wilson’s interval', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    const { low, high } = shareOf(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
    expect(shareOf(0, 20).high).toBeCloseTo(0.1611, 4);
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});

describe('the Net Promoter Score', () => {
  it('is promoters less detractors', () => {
    expect(netPromoterScore([10, 9, 8, 7, 6, 0])).toMatchObject({ score: 0, promoters: 2, passives: 2, detractors: 2 });
    expect(netPromoterScore([])).toBeNull();
  });

  it.each([
    [20, 0.5, 0.2],
    [50, 0.3, 0.3],
    [30, 0.8, 0.05],
  ])('has an interval that covers the truth 95 times in 100 (n %i)', (n, promoters, detractors) => {
    const random = randomFrom(7);
    let covered = 0;
    for (let i = 0; i < 4000; i++) {
      const answers = Array.from({ length: n }, () => {
        const u = random();
        return u < promoters ? 10 : u < promoters + detractors ? 3 : 8;
      });
      const score = netPromoterScore(answers);
      if (score && score.low <= 100 * (promoters - detractors) && 100 * (promoters - detractors) <= score.high)
        covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.93);
    expect(covered / 4000).toBeLessThan(0.985);
  });
});

describe('price sensitivity', () => {
  const prices = (tooCheap: number, cheap: number, expensive: number, tooExpensive: number) => ({
    tooCheap,
    cheap,
    expensive,
    tooExpensive,
  });

  it('crosses where the definitions say', () => {
    const psm = priceSensitivity([prices(10, 20, 30, 40), prices(20, 30, 40, 50), prices(30, 40, 50, 60)], 'CNY');
    // At 30: cheap 2/3, expensive 1/3; at 40: cheap 1/3, expensive 2/3; they meet half way.
    expect(psm.indifference).toBeCloseTo(35);
    // At 30 too cheap 1/3, too expensive 0; at 40 0 and 1/3.
    expect(psm.optimal).toBeCloseTo(35);
    // Not cheap is 0, 1/3, 2/3 at 20, 30, 40; too cheap is 2/3, 1/3, 0: they meet at 30.
    expect(psm.marginalCheapness).toBeCloseTo(30);
    // Not expensive is 2/3, 1/3, 0 at 30, 40, 50; too expensive is 0, 1/3, 2/3: they meet at 40.
    expect(psm.marginalExpensiveness).toBeCloseTo(40);
    expect(psm.curves.find(({ price }) => price === 30)).toEqual({
      price: 30,
      tooCheap: 1 / 3,
      cheap: 2 / 3,
      expensive: 1 / 3,
      tooExpensive: 0,
    });
  });

  it('leaves out and counts who contradicts themselves, and knows nothing of nobody', () => {
    const psm = priceSensitivity([prices(10, 20, 30, 40), prices(30, 20, 10, 5)], 'CNY');
    expect(psm).toMatchObject({ respondents: 1, inconsistent: 1 });
    expect(priceSensitivity([], 'CNY')).toMatchObject({ respondents: 0, curves: [], optimal: null });
  });

  it('orders the four points as the method does, on any consistent crowd', () => {
    const random = randomFrom(3);
    const crowd = Array.from({ length: 300 }, () => {
      const base = 20 + 60 * random();
      return prices(base * 0.5, base * 0.8, base * 1.2, base * 1.6);
    });
    const psm = priceSensitivity(crowd, 'CNY');
    const [pmc, ipp, opp, pme] = [psm.marginalCheapness, psm.indifference, psm.optimal, psm.marginalExpensiveness].map(
      Number,
    );
    expect(pmc).toBeLessThan(Math.min(ipp ?? 0, opp ?? 0));
    expect(pme).toBeGreaterThan(Math.max(ipp ?? 0, opp ?? 0));
  });
});

describe('Kano categories', () => {
  const [LIKE, MUST, NEUTRAL, LIVE, DISLIKE] = [0, 1, 2, 3, 4];

  it.each([
    [LIKE, DISLIKE, 'performance'],
    [LIKE, NEUTRAL, 'attractive'],
    [MUST, DISLIKE, 'must-be'],
    [NEUTRAL, LIVE, 'indifferent'],
    [DISLIKE, LIKE, 'reverse'],
    [LIKE, LIKE, 'questionable'],
    [DISLIKE, DISLIKE, 'questionable'],
    [MUST, LIKE, 'reverse'],
  ])('of %i with it and %i without it is %s', (withIt, withoutIt, category) => {
    expect(kanoFeature([[withIt, withoutIt]]).category).toBe(category);
  });

  it('has coefficients of satisfaction, and says when two categories are too near to tell', () => {
    const clear = kanoFeature([
      ...Array(60).fill([LIKE, DISLIKE]),
      ...Array(20).fill([MUST, DISLIKE]),
      ...Array(20).fill([NEUTRAL, NEUTRAL]),
    ]);
    expect(clear).toMatchObject({ category: 'performance', clear: true, better: 0.6, worse: -0.8 });
    const near = kanoFeature([
      ...Array(35).fill([LIKE, DISLIKE]),
      ...Array(33).fill([MUST, DISLIKE]),
      ...Array(32).fill([NEUTRAL, NEUTRAL]),
    ]);
    expect(near.clear).toBe(false);
    expect(kanoFeature([])).toMatchObject({ category: null, better: null, worse: null });
  });
});

describe('summarising a survey', () => {
  const nps = surveyTemplates.nps.define('Teapot');

  it('counts who saw a question apart from who answered it', () => {
    const { questions, responses } = summarise(
      nps,
      [
        responded({ recommend: { number: 10 } }),
        responded({ recommend: { number: 9 }, 'why-promoter': { text: 'x' } }),
        responded({ recommend: { number: 2 } }),
      ],
      { language: 'en' },
    );
    expect(responses).toBe(3);
    expect(questions.map(({ question, shown, answered }) => [question, shown, answered])).toEqual([
      ['recommend', 3, 3],
      ['why-detractor', 1, 0],
      ['why-passive', 0, 0],
      ['why-promoter', 2, 1],
      ['quoting', 3, 0],
    ]);
    expect(questions[0]?.nps?.score).toBeCloseTo(100 / 3);
  });

  it('runs the analyses that the template names', () => {
    const pmf = surveyTemplates['product-market-fit'].define('Teapot');
    const answers = ['very', 'very', 'not', 'left'].map((choice) => responded({ disappointed: { choice } }));
    expect(summarise(pmf, answers, { language: 'zh-CN' }).analyses).toMatchObject([
      { kind: 'pmf', veryDisappointed: { count: 2, of: 3 } },
    ]);
    const kano = surveyTemplates.kano.define('Teapot');
    const rows = (value: string) => ({ rows: { 'feature-1': value, 'feature-2': 'neutral', 'feature-3': 'neutral' } });
    const [analysis] = summarise(kano, [responded({ with: rows('like'), without: rows('dislike') })], {
      language: 'en',
    }).analyses;
    expect(analysis).toMatchObject({
      features: [{ feature: 'feature-1', category: 'performance' }, { category: 'indifferent' }, {}],
    });
    const concept = surveyTemplates['concept-test'].define('Teapot');
    expect(summarise(concept, [responded({ intent: { choice: '5' } })], { language: 'en' }).analyses).toMatchObject([
      { top: { count: 1, of: 1 } },
    ]);
  });

  it('tells where visits ended and how long pages took', () => {
    const timed = [3, 5, 10].map((seconds) => ({
      ...responded({ recommend: { number: 9 } }),
      pageSeconds: { score: seconds, why: 2 * seconds },
    }));
    expect(summarise(nps, timed, { language: 'en', unfinished: { why: 2 } }).pages).toEqual([
      { page: 'score', reached: 5, left: 0, medianSeconds: 5, p90Seconds: quantile([3, 5, 10], 0.9) },
      { page: 'why', reached: 5, left: 2, medianSeconds: 10, p90Seconds: quantile([6, 10, 20], 0.9) },
    ]);
  });

  it('counts choices, ranks, rows and scores', () => {
    const say = (en: string) => ({ en });
    const choices = ['a', 'b'].map((value) => ({ value, label: say(value) }));
    const definition: SurveyDefinition = {
      title: say('All'),
      languages: ['en'],
      pages: [
        {
          id: 'p',
          questions: [
            { type: 'multiple', id: 'many', title: say('1'), other: true, choices },
            { type: 'ranking', id: 'rank', title: say('2'), choices },
            { type: 'matrix', id: 'grid', title: say('3'), rows: [{ value: 'r', label: say('r') }], columns: choices },
            { type: 'csat', id: 'csat', title: say('4') },
            { type: 'ces', id: 'ces', title: say('5'), points: 7 },
          ],
        },
      ],
      scores: [{ id: 's', method: 'mean', of: [{ question: 'csat' }] }],
    };
    const answers: Answers = {
      many: { choices: ['a', 'other'], other: 'x' },
      rank: { order: ['b', 'a'] },
      grid: { rows: { r: 'b' } },
      csat: { number: 4 },
      ces: { number: 4 },
    };
    const { questions, scores } = summarise(definition, [{ ...responded(answers), scores: { s: 4 } }], {
      language: 'en',
    });
    expect(questions[0]?.choices?.map(({ value, answers: { count } }) => [value, count])).toEqual([
      ['a', 1],
      ['b', 0],
      ['other', 1],
    ]);
    expect(questions[1]?.ranks?.map(({ value, mean }) => [value, mean])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(questions[2]?.rows?.[0]?.columns.map(({ answers: { count } }) => count)).toEqual([0, 1]);
    expect([questions[3]?.topBox?.count, questions[4]?.topBox?.count]).toEqual([1, 0]);
    expect(scores).toEqual([{ score: 's', title: 's', of: 1, mean: 4 }]);
  });
});
