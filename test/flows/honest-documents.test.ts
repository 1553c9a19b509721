import { unsupportedClaims } from '@soundings/personas/claims';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMachine } from './in-process-machine.ts';

let machine: Awaited<ReturnType<typeof openMachine>>;
beforeEach(async () => {
  machine = await openMachine();
});
afterEach(() => machine.close());

const product = async () => (await machine.ask('POST', '/v1/products', { name: 'Kettle', role: 'ours' })).id;

const reviews = (n: number) =>
  `text,rating\n${Array.from({ length: n }, (_, i) => `"${i % 2 ? '物流太慢了，等了十天' : 'Delivery was far too slow'} (${i})",2`).join('\n')}\n`;

/** Of `n` customers, who order once to five times. */
const orders = (n: number, name = 'c') =>
  `order_id,customer_id,date,amount,currency,category\n${Array.from({ length: n }, (_, i) =>
    Array.from(
      { length: 1 + (i % 5) },
      (_, j) =>
        `o${name}${i}-${j},${name}${i},2026-0${1 + ((i + j) % 6)}-1${i % 9},${20 + i},CNY,${i % 2 ? 'tea' : 'kettles'}`,
    ).join('\n'),
  ).join('\n')}\n`;

async function survey(template: string): Promise<string> {
  const { id } = await machine.ask('POST', '/v1/surveys', { template, productId: await product() });
  await machine.ask('POST', `/v1/surveys/${id}/publish`);
  return id;
}

async function linkOf(surveyId: string, customerId: string): Promise<string> {
  const { items } = await machine.ask('POST', `/v1/surveys/${surveyId}/links`, { customers: [{ customerId }] });
  const { pathname, search } = new URL(items[0].url);
  return pathname + search;
}

/** Nothing is claimed without its grounds, and both languages say it in whole sentences. */
function readable(personas: any[]): void {
  expect(personas.length).toBeGreaterThan(0);
  for (const persona of personas) {
    expect(unsupportedClaims(persona)).toEqual([]);
    for (const text of [persona.name, persona.summary, persona.grade.why]) {
      expect(text.en).not.toMatch(/undefined|NaN|null|XXX|\{\w+\}|^\s*$|\.\./);
      expect(text['zh-CN']).not.toMatch(/undefined|NaN|null|XXX|\{\w+\}|^\s*$|。。/);
    }
  }
}

describe('an honest document', { timeout: 60_000 }, () => {
  test('of nothing at all says that nothing is known', async () => {
    const personas = await machine.build();
    readable(personas);
    expect(personas).toMatchObject([{ kind: 'proto', segment: { n: null }, grade: { value: 'C' } }]);
    expect(personas[0].summary.en).toContain('Nobody is known yet');
    expect(personas[0].summary['zh-CN']).toContain('还没有任何');
  });

  test('of reviews alone speaks of the product, and of no group of people', async () => {
    await machine.take(`kind=reviews&productId=${await product()}`, reviews(60));
    const personas = await machine.build();
    readable(personas);
    const [persona] = personas;
    expect(persona).toMatchObject({ kind: 'proto', segment: { n: null }, pains: [], strategies: [] });
    expect(persona.context.length).toBeGreaterThan(0);
    expect(persona.summary.en).toMatch(/feedback that names nobody.*Delivery/);
    expect(persona.summary['zh-CN']).toMatch(/无法对应到人.*物流/);
  });

  test('of purchases alone says what they do, and what is not known', async () => {
    await machine.take('kind=purchases', orders(120));
    const personas = await machine.build();
    readable(personas);
    const told = personas.find(({ segment }) => segment.n !== null);
    expect(told.behaviour.orders.n).toBeGreaterThan(0);
    expect(told.dimensions.gender).toMatchObject({ missing: 'not-asked', distribution: [] });
    expect(told.summary.en).toContain('Not known: how they feel about us; who they are; what hurts them');
  });

  test('of purchases counts days by the shop’s own clock', async () => {
    // Both lie on one day in UTC, and the last is of the small hours of the shop's next.
    const rows = ['o1,a,2026-03-01T20:00:00+08:00,5,CNY', 'o2,b,2026-03-02T03:00:00+08:00,7,CNY'];
    await machine.take('kind=purchases', `order_id,customer_id,date,amount,currency\n${rows.join('\n')}\n`);
    await machine.build();
    const { report } = await machine.ask('GET', '/v1/segments');
    expect(report).toMatchObject({ snapshot: '2026-03-03', customers: 2, revenue: '12.0000' });
  });

  test('of a survey alone describes those who answered, as respondents, in either language', async () => {
    const id = await survey('customer-profile');
    for (let i = 0; i < 24; i++) {
      const lang = i % 2 ? 'zh-CN' : 'en';
      await machine.respond(`/s/${id}?lang=${lang}`, {
        age: i % 3 ? '25-34' : '45-54',
        gender: i % 4 ? 'female' : 'male',
        income: 'middle',
      });
    }
    const personas = await machine.build();
    readable(personas);
    const [persona] = personas;
    expect(personas).toHaveLength(1);
    expect(persona.segment).toMatchObject({ unit: 'respondents', n: 25 });
    expect(persona.dimensions.gender.distribution.map(({ label }: any) => label['zh-CN']).sort()).toEqual(['女', '男']);
    expect(persona.dimensions.age.n).toBe(25);
    expect(persona.summary.en).toContain('Not known: what they buy');
    expect(persona.behaviour.orders).toBeNull();
    expect(persona.strategies).toEqual([]);
  });

  test('of a group of two people tells nothing of them', async () => {
    await machine.ask('PUT', '/v1/persona-settings', {
      basedOn: 0,
      settings: {
        k: 5,
        legalBasis: [],
        groupings: [
          {
            id: 'few',
            rules: [
              { id: 'two', name: { 'zh-CN': '两人', en: 'Two' }, where: [{ column: 'frequency', atLeast: 9 }] },
              { id: 'rest', name: { 'zh-CN': '其余', en: 'The rest' }, where: [{ column: 'frequency', atLeast: 1 }] },
            ],
          },
        ],
      },
    });
    const loyal = Array.from(
      { length: 18 },
      (_, i) => `x${i},big${i % 2},2026-0${1 + (i % 6)}-0${1 + (i % 9)},5,CNY,tea`,
    );
    await machine.take('kind=purchases', `${orders(60)}${loyal.join('\n')}\n`);
    const personas = await machine.build();
    readable(personas);
    const [two, rest] = personas;
    expect(two).toMatchObject({ segment: { n: null, customerShare: null, revenueShare: null }, grade: { value: 'C' } });
    expect(two.summary.en).toBe('“Two” has fewer than 5 people: nothing is told of so few.');
    expect(JSON.stringify(two.behaviour)).not.toMatch(/"n":[1-9]/);
    expect(rest.segment.n).toBe(60);
    const pages = await Promise.all([two, rest].map(({ id }) => machine.ask('GET', `/personas/${id}?lang=en`)));
    expect(pages.map((page) => page.includes('id="dimensions"'))).toEqual([false, true]);
    expect(pages[0]).toContain('Fewer than 5 people: nothing is told of them.');
  });

  test('of a question that was reworded and relabelled joins old and new answers under the new words', async () => {
    await machine.take('kind=purchases', orders(50));
    const id = await survey('customer-profile');
    const answer = async (from: number, to: number) => {
      for (let i = from; i < to; i++)
        await machine.respond(await linkOf(id, `c${i}`), { gender: i % 3 ? 'female' : 'male', age: '25-34' });
    };
    await answer(0, 12);
    const { definition } = await machine.ask('GET', `/v1/surveys/${id}`);
    const reworded = JSON.parse(
      JSON.stringify(definition).replaceAll('"Female"', '"Woman"').replaceAll('您的性别', '您是'),
    );
    await machine.ask('PATCH', `/v1/surveys/${id}`, { definition: reworded });
    await answer(12, 24);
    await machine.ask('POST', `/v1/surveys/${id}/publish`);
    await answer(24, 36);
    await machine.groupAll();
    const [persona] = await machine.build();
    readable([persona]);
    expect(persona.dimensions.gender).toMatchObject({ n: 35, source: 'survey' });
    const labels = persona.dimensions.gender.distribution.map(({ label }: any) => label.en);
    expect(labels.sort()).toEqual(['Male', 'Woman']);
  });

  test('built again from the same inputs differs in nothing that it says', async () => {
    await machine.take('kind=purchases', orders(60));
    const [first] = await machine.build();
    await machine.ask('POST', `/v1/personas/${first.id}/publish`);
    await machine.build();
    const diff = await machine.ask('GET', `/v1/personas/${first.id}/diff?from=1&to=2`);
    const paths = diff.patch.map(({ path }: any) => path).filter((path: string) => !path.startsWith('/evidence/'));
    expect(paths.sort()).toEqual(['/parent', '/status', '/version']);
    expect(diff.account.en).toContain('Nothing changed beyond chance');
  });
});
