import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';
import { fillIn } from './respondent.ts';

const file = new URL('../../../shared/data/purchases/cdnow/CDNOW_sample.txt', import.meta.url);
const present = existsSync(file);
if (!present) console.log('skipped: a real shop’s customers answer surveys, since ../shared/data is not here');

const SAID = {
  'zh-CN': {
    late: ['发货太慢了，等了两个星期才到。', '物流太慢，包裹还丢过一次。', '配送太慢，希望能快一点。'],
    dear: ['运费太贵了，不划算。', '价格比店里贵很多，希望便宜一点。', '太贵了，没有优惠。'],
    good: ['唱片种类很全，很喜欢。', '包装很好，音质也不错。', '客服很耐心，服务很好。'],
  },
  en: {
    late: ['Delivery is far too slow, it took two weeks.', 'The parcel arrived late and damaged.', 'Shipping is slow.'],
    dear: ['Shipping costs too much for a single CD.', 'Too expensive compared with the shop.', 'Prices are too high.'],
    good: ['A great selection, I love it.', 'Well packed and great sound.', 'Customer service was friendly.'],
  },
};

/** A number from 0 to 1 that a person and a question always draw (a mix of Murmur's finaliser). */
function draw(person: string, salt: number): number {
  let hash = Math.imul(Number(person) * 64 + salt, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Who buys often is older here, content, and complains of delivery; who came once complains of the price. */
function answersOf(id: string, often: boolean, language: 'zh-CN' | 'en'): Record<string, string> {
  const pick = (values: readonly string[], salt: number) => values[Math.floor(draw(id, salt) * values.length)] ?? '';
  const score = Math.max(0, Math.min(10, Math.round((often ? 8.5 : 6) + 5 * (draw(id, 20) - 0.5))));
  const topic = score >= 9 ? 'good' : draw(id, 21) < 0.75 ? (often ? 'late' : 'dear') : 'good';
  const text = pick(SAID[language][topic], 22);
  return {
    age: pick(often ? ['35-44', '45-54', '55-64', '35-44'] : ['18-24', '25-34', '35-44', '25-34'], 4),
    gender: draw(id, 5) < 0.05 ? 'unsaid' : draw(id, 6) < (often ? 0.7 : 0.45) ? 'male' : 'female',
    region: pick(['上海', '杭州', 'New York', 'Boston', '成都'], 7),
    occupation: pick(['student', 'employee', 'manager', 'professional', 'retired', 'employee'], 8),
    income: pick(['lower', 'middle', 'higher', 'middle'], 9),
    motivation: pick(['price', 'convenience', 'quality'], 10),
    frequency: pick(['weekly', 'monthly', 'rarely'], 12),
    recommend: String(score),
    'why-detractor': text,
    'why-passive': text,
    'why-promoter': text,
    ...(draw(id, 23) < 0.8 && { quoting: 'yes' }),
  };
}

describe.skipIf(!present)('a real shop’s customers answer surveys by their own links', () => {
  let server: LocalServer;
  let personas: any[];

  beforeAll(async () => {
    server = await LocalServer.start();
    const product = await server.createProduct('CDNOW', 'ours');
    const lines = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
    const orders = lines.map((line, i) => {
      const [id = '', , day = '', quantity = '', amount = ''] = line.trim().split(/\s+/);
      return `o${i},${id},${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)},${quantity},${amount}`;
    });
    const purchases = `order_id,customer_id,date,quantity,amount\n${orders.join('\n')}\n`;
    const job = await server.finished(`/v1/imports/${await server.sendFile('kind=purchases', purchases)}`);
    expect(job).toMatchObject({ status: 'done', read: lines.length });

    const bought = new Map<string, number>();
    for (const order of orders) bought.set(order.split(',')[1] ?? '', (bought.get(order.split(',')[1] ?? '') ?? 0) + 1);
    for (const [template, salt] of [
      ['customer-profile', 1],
      ['nps', 2],
    ] as const) {
      const survey = await server.publishedSurvey(product, template);
      const asked = [...bought.keys()].filter((id) => draw(id, salt) < 0.13);
      const links = await server.post(`/v1/surveys/${survey}/links`, {
        customers: asked.map((customerId) => ({ customerId })),
      });
      const people = links.body.items.map(({ url }: any, i: number) => ({ url, id: asked[i] ?? '' }));
      await Promise.all(
        Array.from({ length: 6 }, async () => {
          for (let person = people.pop(); person; person = people.pop()) {
            const language = draw(person.id, 3) < 0.5 ? 'zh-CN' : 'en';
            const { pathname, search } = new URL(person.url);
            const answers = answersOf(person.id, (bought.get(person.id) ?? 0) > 3, language);
            const sent = await fillIn(server, `${pathname}${search}&lang=${language}`, answers);
            expect(sent.status).toBe(200);
          }
        }),
      );
    }
    expect(await server.build()).toMatchObject({ status: 'done' });
    personas = (await server.get('/v1/personas')).body.items;
  }, 120_000);
  afterAll(() => server.remove());

  test('their documents join what they buy with who they are and what hurts them', () => {
    const told = personas.filter(({ segment }) => segment.n !== null);
    expect(told.length).toBeGreaterThan(7);
    const asked = told.filter(({ dimensions }) => dimensions.age.source === 'survey');
    expect(asked.length).toBeGreaterThan(3);
    expect(told.some(({ attitude }) => attitude.nps !== null)).toBe(true);
    const champions = personas.find(({ segment }) => segment.ids[0] === 'champions');
    const once = personas.filter(({ tags }) => tags.some(({ id }: any) => id === 'one-time'));
    expect(champions.behaviour.orders.mean).toBeGreaterThan(once[0].behaviour.orders.mean);
    const more = champions.pains.filter(({ against }: any) => against === 'more').map(({ name }: any) => name.en);
    expect(more).toContain('Delivery');
    const languages = personas
      .flatMap(({ pains }) => pains.flatMap((pain: any) => pain.quotes))
      .map((q: any) => q.language);
    expect(new Set(languages.map((language: string) => language.slice(0, 2)))).toEqual(new Set(['zh', 'en']));
  });

  test('every text is in its language, and no amount carries a currency that nobody stated', () => {
    for (const { name, summary, grade, segment } of personas) {
      for (const text of [name, summary, grade.why]) {
        expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
        expect(text.en).not.toMatch(/[，。；：]/u);
        expect(text.en + text['zh-CN']).not.toMatch(/XXX|undefined|NaN|null|\{\w+\}/);
      }
      expect(segment.evidence === null || segment.n > 0).toBe(true);
    }
  });
});
