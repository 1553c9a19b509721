import { Persona } from '@soundings/contracts/persona';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { claimsOf, unsupportedClaims } from './claims.ts';
import { diffPersonas } from './diff.ts';
import { openLake } from './testing/lake.ts';
import {
  answer,
  customer,
  mention,
  SEGMENT_NAMES,
  SURVEYS,
  shopRows,
  storeLake,
  THEMES,
  themed,
} from './testing/shop.ts';

let lake: Awaited<ReturnType<typeof openLake>>;
beforeAll(async () => {
  lake = await openLake();
});
afterAll(() => lake.close());

const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };
type Rows = Partial<ReturnType<typeof shopRows>>;
let stored = 0;
async function build(rows: Rows, more: Partial<Parameters<typeof buildPersonas>[0]> = {}) {
  const tables = await storeLake(lake.engine, `lake${stored++}`, rows);
  return buildPersonas({ engine: lake.engine, tables, ...words, ...more });
}
const of = (personas: Persona[], segment: string) => personas.find(({ segment: { ids } }) => ids[0] === segment)!;

describe('a shop with purchases, answers and reviews', () => {
  let personas: Persona[];
  beforeAll(async () => {
    personas = await build(shopRows({ customers: 1200, seed: 1 }));
  });

  test('gets a document of every segment, and every claim shows its grounds', () => {
    expect(personas.map(({ segment }) => segment.ids[0])).toEqual(['champions', 'new_customers', 'hibernating']);
    for (const persona of personas) {
      expect(Persona.parse(persona)).toEqual(persona);
      expect(unsupportedClaims(persona)).toEqual([]);
      expect(claimsOf(persona).length).toBeGreaterThan(20);
    }
  });

  test('finds what was put into it', () => {
    const champions = of(personas, 'champions');
    expect(champions.name).toEqual({
      'zh-CN': '重要价值客户：高消费的资深买家，多为女性',
      en: 'Champions: highest-spending veteran buyers, mostly women',
    });
    expect(champions.pains[0]).toMatchObject({ theme: 'delivery', against: 'more' });
    expect(champions.tags.map(({ id }) => id)).toEqual(['high-value', 'loyal', 'frequent', 'promoters', 'must-have']);
    expect(champions.attitude.productMarketFit?.share).toBeCloseTo(2 / 3, 0);
    expect(champions.attitude.willingnessToPay).toMatchObject({ unit: 'CNY' });
    expect(of(personas, 'hibernating').pains[0]).toMatchObject({ theme: 'price', against: 'more' });
    expect(of(personas, 'hibernating').strategies.map(({ id }) => id)).toContain('win-back-once');
  });

  test('is the same byte for byte when built again', async () => {
    const again = await build(shopRows({ customers: 1200, seed: 1 }));
    const text = (list: Persona[]) => JSON.stringify(list).replaceAll(/lake\d+-/g, '');
    expect(text(again)).toBe(text(personas));
  });

  test('one more response changes only what it touches', async () => {
    const rows = shopRows({ customers: 1200, seed: 1 });
    const silent = rows.customers.filter(
      ({ customer_id, segment }) =>
        segment === 'champions' && !rows.answers.some((row) => row.customer_id === customer_id),
    );
    const more = (people: number) =>
      silent.slice(0, people).map(({ customer_id }, i) => {
        return answer(`more${i}`, 'gender', { customer_id: customer_id ?? null, dimension: 'gender', value: 'm' });
      });
    // Counts are told in steps of five: one answer may not show, six do, and either touches gender only.
    for (const people of [1, 6]) {
      const after = await build({ ...rows, answers: [...rows.answers, ...more(people)] });
      for (const persona of after) {
        const before = of(personas, persona.segment.ids[0]!);
        const touched = diffPersonas(before, persona).patch.map(({ path }) => path);
        const own = persona.segment.ids[0] === 'champions';
        const allowed = /^\/(dimensions\/gender|evaluation|evidence|summary|name)(\/|$)/;
        expect(touched.filter((path) => !allowed.test(path) && !(own && path.startsWith('/grade')))).toEqual([]);
        if (own && people === 6) expect(touched.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('what is not there is said', () => {
  const rows = shopRows({ customers: 400, seed: 3 });

  test('nothing at all: an assumption, graded C', async () => {
    const [persona, ...others] = await build({});
    expect(others).toEqual([]);
    expect(Persona.parse(persona)).toMatchObject({ kind: 'proto', segment: { n: null }, grade: { value: 'C' } });
    expect(unsupportedClaims(persona!)).toEqual([]);
  });

  test('purchases only: behaviour, and the rest named as unknown', async () => {
    const champions = of(await build({ customers: rows.customers, purchases: rows.purchases }), 'champions');
    expect(champions.kind).toBe('statistical');
    expect(champions.grade.value).toBe('C');
    expect(champions.dimensions.gender).toMatchObject({ distribution: [], missing: 'not-asked' });
    expect(champions.summary.en).toContain('Not known: how they feel about us; who they are; what hurts them');
    expect(unsupportedClaims(champions)).toEqual([]);
  });

  test('a survey only: everyone who answered, signed or not', async () => {
    const anonymous = rows.answers.map((row) => ({ ...row, customer_id: null }));
    const [persona, ...others] = await build({ answers: anonymous });
    expect(others).toEqual([]);
    expect(persona).toMatchObject({ kind: 'statistical', segment: { unit: 'respondents', ids: ['everyone'] } });
    expect(persona!.dimensions.gender!.n).toBeGreaterThan(100);
    expect(persona!.attitude.nps).not.toBeNull();
    expect(persona!.summary['zh-CN']).toContain('位受访者');
    expect(unsupportedClaims(persona!)).toEqual([]);
  });

  test('reviews only: context of the product, of nobody', async () => {
    const mentions = rows.mentions.map((row) => ({ ...row, customer_id: null }));
    const theme_mentions = rows.theme_mentions.map((row) => ({ ...row, customer_id: null }));
    const [persona] = await build({ mentions, theme_mentions });
    expect(persona).toMatchObject({ kind: 'proto', pains: [] });
    expect(persona!.context[0]).toMatchObject({ unit: 'feedback', role: 'ours' });
    expect(unsupportedClaims(persona!)).toEqual([]);
  });

  test('a segment of two people is not described', async () => {
    const two = ['x', 'y'].map((id) => customer(id, { segment: 'cannot_lose', monetary: 9_999 }));
    const persona = of(await build({ ...rows, customers: [...rows.customers, ...two] }), 'cannot_lose');
    expect(persona.segment).toMatchObject({ n: null, customerShare: null, revenueShare: null });
    expect(claimsOf(persona).filter(({ evidence }) => evidence !== 'context')).toEqual([]);
    expect(persona.summary.en).toBe('“cannot_lose” has fewer than 5 people: nothing is told of so few.');
  });

  test('unlinked answers join nobody', async () => {
    const unlinked = rows.answers.map((row) => ({ ...row, customer_id: null }));
    const champions = of(await build({ customers: rows.customers, answers: unlinked }), 'champions');
    expect(champions.dimensions.gender!.n).toBe(0);
    expect(champions.attitude.nps).toBeNull();
  });
});

describe('merging', () => {
  const many = (count: number, of: (i: number) => Record<string, string | number | boolean | null>) =>
    Array.from({ length: count }, (_, i) => of(i));
  const gender = (i: number, value: string, more = {}) =>
    answer(`r${i}-${value}`, 'gender', { customer_id: `c${i}`, dimension: 'gender', value, ...more });

  test('of several answers by one person the latest counts', async () => {
    const answers = many(40, (i) => gender(i, 'm', { answered_at: '2026-01-01 00:00:00' })).concat(
      many(40, (i) => gender(i, 'f', { answered_at: '2026-02-01 00:00:00' })),
    );
    const [persona] = await build({ customers: many(40, (i) => customer(`c${i}`, {})), answers });
    expect(persona!.dimensions.gender!.distribution).toMatchObject([{ value: 'f', count: 40, share: 1 }]);
  });

  test('an answer belongs to the segment of its day', async () => {
    const customers = [
      ...many(30, (i) => customer(`c${i}`, { segment: 'champions', snapshot: '2026-01-01' })),
      ...many(30, (i) => customer(`c${i}`, { segment: 'hibernating', snapshot: '2026-03-01' })),
      ...many(30, (i) => customer(`d${i}`, { segment: 'champions', snapshot: '2026-03-01' })),
    ];
    const answers = many(30, (i) => gender(i, 'f', { answered_at: '2026-02-01 00:00:00' }));
    const personas = await build({ customers, answers });
    expect(of(personas, 'champions').dimensions.gender!.n).toBe(30);
    expect(of(personas, 'hibernating').dimensions.gender!.n).toBe(0);
    expect(of(personas, 'champions').segment.n).toBe(30);
  });

  test('an answer given before somebody’s first purchase belongs to the segment that they came into', async () => {
    const joined = (i: number, snapshot: string, tenure_days: number, segment: string) =>
      customer(`c${i}`, { snapshot, tenure_days, segment });
    const customers = [
      ...many(30, (i) => joined(100 + i, '2026-01-01', 200, 'hibernating')),
      ...many(30, (i) => joined(100 + i, '2026-02-01', 231, 'hibernating')),
      ...many(30, (i) => joined(100 + i, '2026-03-01', 259, 'hibernating')),
      ...many(30, (i) => joined(i, '2026-02-01', 20, 'new_customers')),
      ...many(30, (i) => joined(i, '2026-03-01', 48, 'champions')),
    ];
    const said = (answered_at: string) => many(30, (i) => gender(i, 'f', { answered_at }));
    const early = await build({ customers, answers: said('2025-11-01 00:00:00') });
    expect(of(early, 'champions').dimensions.gender!.n).toBe(0);
    expect(of(early, 'hibernating').dimensions.gender!.n).toBe(0);
    const late = await build({ customers, answers: said('2026-03-01 00:00:00') });
    expect(of(late, 'champions').dimensions.gender!.n).toBe(30);
  });

  test('behaviour overrides what people say they do, and the conflict is kept', async () => {
    const customers = many(60, (i) => customer(`c${i}`, { top_channel: 'app' }));
    const answers = many(40, (i) =>
      answer(`r${i}`, 'where', { customer_id: `c${i}`, dimension: 'channel', value: i < 30 ? 'web' : 'app' }),
    );
    const [persona] = await build({ customers, answers });
    expect(persona!.dimensions.channel).toMatchObject({ source: 'purchase', n: 60 });
    expect(persona!.conflicts).toMatchObject([
      {
        dimension: 'channel',
        kept: 'purchase',
        rule: 'behaviour-over-stated',
        other: { source: 'survey', n: 40 },
        agreement: { share: 0.25, n: 40 },
      },
    ]);
  });

  test('the survey wins for where people live once enough answered', async () => {
    const customers = many(60, (i) => customer(`c${i}`, { region: 'Hubei' }));
    const said = (n: number) =>
      many(n, (i) => answer(`r${i}`, 'home', { customer_id: `c${i}`, dimension: 'region', value: 'Hunan' }));
    const [few] = await build({ customers, answers: said(10) });
    expect(few!.dimensions.region).toMatchObject({ source: 'purchase' });
    const [enough] = await build({ customers, answers: said(40) });
    expect(enough!.dimensions.region).toMatchObject({ source: 'survey' });
    expect(enough!.conflicts).toMatchObject([{ dimension: 'region', kept: 'survey', agreement: { share: 0 } }]);
  });

  test('answers in two languages and a question that was replaced stay one dimension', async () => {
    const surveys = [
      ...SURVEYS,
      {
        id: 's2',
        questions: [
          {
            id: 'sex',
            dimension: 'gender',
            title: { en: 'Which gender are you?' },
            choices: [
              { value: 'w', label: { en: 'Women' } },
              { value: 'x', label: { en: 'Men' } },
            ],
          },
        ],
      },
    ];
    const answers = [
      ...many(20, (i) => gender(i, 'f', { language: 'zh-CN' })),
      ...many(20, (i) =>
        answer(`q${i}`, 'sex', {
          survey_id: 's2',
          customer_id: `e${i}`,
          dimension: 'gender',
          value: 'w',
          language: 'en',
        }),
      ),
    ];
    const customers = many(40, (i) => customer(i < 20 ? `c${i}` : `e${i - 20}`, {}));
    const [persona] = await build({ customers, answers }, { surveys });
    expect(persona!.dimensions.gender!.distribution).toMatchObject([{ value: 'f', count: 40 }]);
  });

  test('a sample that leans to one stratum is weighted to the segments’ sizes', async () => {
    const customers = [
      ...many(300, (i) => customer(`c${i}`, { segment: 'hibernating', eight: 'x' })),
      ...many(100, (i) => customer(`d${i}`, { segment: 'champions', eight: 'x' })),
    ];
    const answers = [
      ...many(50, (i) => answer(`r${i}`, 'gender', { customer_id: `c${i}`, dimension: 'gender', value: 'm' })),
      ...many(50, (i) => answer(`s${i}`, 'gender', { customer_id: `d${i}`, dimension: 'gender', value: 'f' })),
    ];
    const [persona] = await build({ customers, answers }, { grouping: { id: 'eight', by: 'eight' } });
    expect(persona!.dimensions.gender).toMatchObject({
      n: 100,
      effectiveN: 80,
      distribution: [
        { value: 'f', share: 0.25 },
        { value: 'm', share: 0.75 },
      ],
    });
  });
});

test('clusters are personas by their assignments of each snapshot, who is in none belongs to no persona', async () => {
  const snapshots = ['2026-01-01', '2026-03-01'];
  const customers = snapshots.flatMap((snapshot) =>
    Array.from({ length: 60 }, (_, i) => customer(`c${i}`, { snapshot })),
  );
  const tables = await storeLake(lake.engine, 'clusters', {
    customers,
    // Ten of the second cluster were of the first one before.
    assignments: customers.flatMap(({ customer_id = null, snapshot = null }, i) =>
      i % 60 < 50 ? [{ customer_id, snapshot, grp: i % 60 < (i < 60 ? 30 : 20) ? 'a' : 'b' }] : [],
    ),
  });
  const grouping = { id: 'clusters', by: 'assignments' } as const;
  const segmentNames = { a: { en: 'Frequent' }, b: { en: 'Rare' } };
  const personas = await buildPersonas({ engine: lake.engine, tables, ...words, grouping, segmentNames });
  expect(personas.map(({ name, segment }) => [name.en, segment.n, segment.customerShare])).toEqual([
    ['Frequent', 20, 0.333],
    ['Rare', 30, 0.5],
  ]);
  expect(personas[1]?.movement).toMatchObject({
    since: '2026-01-01',
    remade: true,
    stayed: 20,
    entered: [{ group: 'a', n: 10 }],
    left: [],
  });
  expect(personas.flatMap(unsupportedClaims)).toEqual([]);
});

describe('quotes', () => {
  const customers = Array.from({ length: 20 }, (_, i) => customer(`c${i}`, {}));
  const said = (i: number, values: Record<string, string | boolean>) =>
    mention(`m${i}`, { customer_id: `c${i}`, quote: `The parcel came late, number ${i}`, ...values });
  const quotesOf = async (rows: ReturnType<typeof said>[]) => {
    const [persona] = await build({
      customers,
      mentions: rows,
      theme_mentions: rows.map((row) => themed(row, 'delivery')),
    });
    return persona!.pains[0]?.quotes ?? [];
  };

  test('need consent', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => said(i, { consent: i === 7 }));
    expect(await quotesOf(rows)).toMatchObject([{ mentionId: 'm7' }]);
  });

  test('say nothing of health, belief or ethnicity', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => said(i, { quote: `Too late for my diabetes, number ${i}` }));
    expect(await quotesOf(rows)).toEqual([]);
  });

  test('are told of no theme that fewer than k people name', async () => {
    const rows = Array.from({ length: 4 }, (_, i) => said(i, {}));
    expect(await quotesOf(rows)).toEqual([]);
  });
});

describe('how well a persona predicts', () => {
  test('shows the splits that say something, and those that do not', async () => {
    const personas = await build(shopRows({ customers: 2000, seed: 8 }));
    const skill = (persona: Persona, of: string) => persona.evaluation.find((one) => one.of === of)!;
    expect(skill(of(personas, 'champions'), 'gender').useful).toBe(true);
    expect(skill(of(personas, 'champions'), 'region').useful).toBe(false);
    expect(skill(of(personas, 'champions'), 'age').useful).toBe(false);
  });

  test('is tested on purchases that came after its snapshot', async () => {
    const people = (snapshot: string) =>
      Array.from({ length: 200 }, (_, i) =>
        customer(`c${i}`, { segment: i < 100 ? 'champions' : 'hibernating', snapshot }),
      );
    const purchases = Array.from({ length: 80 }, (_, i) => ({
      customer_id: `c${i}`,
      kind: 'sale',
      local_at: '2026-02-10 08:00:00',
      category: null,
    }));
    const personas = await build({ customers: [...people('2026-02-01'), ...people('2026-03-01')], purchases });
    const again = (found: Persona[]) =>
      of(found, 'champions').evaluation.filter(({ of: what }) => what === 'bought-again');
    expect(again(personas)).toMatchObject([{ useful: true, n: 100, evidence: 'later' }]);
    expect(unsupportedClaims(of(personas, 'champions'))).toEqual([]);
    // Where the customers are companies, whoever buys for one of them buys again.
    const customers = [...people('2026-02-01'), ...people('2026-03-01')];
    const byStaff = purchases.map((line, i) => ({ ...line, account_id: line.customer_id, customer_id: `staff${i}` }));
    expect(again(await build({ customers, purchases: byStaff }, { unit: 'account' }))).toEqual(again(personas));
  });
});

test('what competitors are praised or blamed for is a threat or a chance, of the market and not of the segment', async () => {
  const rivals = Array.from({ length: 60 }, (_, i) =>
    mention(`x${i}`, { role: 'competitor', intent: i < 40 ? 'praise' : 'complaint' }),
  );
  const customers = Array.from({ length: 20 }, (_, i) => customer(`c${i}`, {}));
  const theme_mentions = rivals.map((row, i) => themed(row, i < 40 ? 'quality' : 'price'));
  const [persona] = await build({ customers, mentions: rivals, theme_mentions });
  expect(persona!.context.map(({ role, share, n }) => ({ role, share, n }))).toEqual([
    { role: 'competitor', share: 0.667, n: 60 },
    { role: 'competitor', share: 0.333, n: 60 },
  ]);
  expect(persona!.swot.map(({ side, text }) => [side, text.en])).toEqual([
    ['opportunity', "33% of competitors' reviews complain of Price (the market, not this segment)"],
    ['threat', "67% of competitors' reviews praise Quality (the market, not this segment)"],
  ]);
});

test('sensitive dimensions are left out until the team declares a legal basis', async () => {
  const customers = Array.from({ length: 40 }, (_, i) => customer(`c${i}`, {}));
  const answers = customers.map((row, i) =>
    answer(`r${i}`, 'faith', { customer_id: row.customer_id ?? null, dimension: 'religion', value: 'a' }),
  );
  const [without] = await build({ customers, answers });
  expect(without!.dimensions.religion).toMatchObject({ distribution: [], missing: 'sensitive' });
  expect(without!.privacy.sensitive).toEqual(['religion']);
  const [allowed] = await build({ customers, answers }, { legalBasis: ['religion'] });
  expect(allowed!.dimensions.religion!.n).toBe(40);
});

test('a dimension that offers a sensitive choice is left out as a whole', async () => {
  const customers = Array.from({ length: 40 }, (_, i) => customer(`c${i}`, {}));
  const answers = customers.map((row, i) =>
    answer(`r${i}`, 'why', {
      customer_id: row.customer_id ?? null,
      dimension: 'barrier',
      value: i % 2 ? 'ill' : 'dear',
    }),
  );
  const choices = [
    { value: 'ill', label: { 'zh-CN': '患病', en: 'An illness' } },
    { value: 'dear', label: { 'zh-CN': '太贵', en: 'Too expensive' } },
  ];
  const surveys = [{ id: 's1', questions: [{ id: 'why', title: { en: 'Why not?' }, choices }] }];
  const [persona] = await build({ customers, answers }, { surveys });
  expect(persona!.dimensions.barrier).toMatchObject({ distribution: [], missing: 'sensitive' });
});

test('fewer than three people never stand behind a claim, whatever is asked for', async () => {
  await expect(build({}, { k: 2 })).rejects.toThrow(RangeError);
});
