import { existsSync, readFileSync } from 'node:fs';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { buildCustomers, buildDefaults } from '@soundings/customers/build-customers';
import { countedPurchases } from '@soundings/customers/counted-purchases';
import type { DuckDb } from '@soundings/lake/duckdb';
import { answerColumns, stagedTypes } from '@soundings/lake/table-columns';
import { buildPersonas } from '@soundings/personas/build-personas';
import type { SurveyWords } from '@soundings/personas/persona-input';
import { answerRows } from '@soundings/survey/answer-rows';
import { signLink } from '@soundings/survey/links';
import { openTexts } from '@soundings/survey/open-texts';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { memorySurveys } from '../../../functions/api/src/survey-page/memory-surveys.ts';
import { publicSurveys } from '../../../functions/api/src/surveys-public.tsx';
import { answerCells } from '../../../functions/build-insights/src/collect-answers.ts';
import { dataFile, mentionsOf, SEGMENT_NAMES, type Shop, storePurchases } from './shops.ts';

/** A person of the bench: what they would say if asked. Drawn by their number, so that every run asks the same people. */
type Person = { id: string; orders: number; draw: (salt: number) => number };

/**
 * CDNOW's customers, of whom some answer two surveys through their personal links: the pages themselves are asked and
 * posted, in Chinese and English, and what they stored becomes answers and texts of the lake.
 */
export async function surveyedShop(engine: DuckDb): Promise<Shop | undefined> {
  const file = dataFile('purchases/cdnow/CDNOW_sample.txt');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/));
  await storePurchases(
    engine,
    'cdnow',
    lines.map(([id = '', , day = '', quantity = '', amount = ''], i) => ({
      orderId: `o${i}`,
      customerId: id,
      at: Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))),
      product: 'CD',
      sku: null,
      category: 'CD',
      quantity: Number(quantity),
      amount: Math.round(10_000 * Number(amount)),
    })),
  );
  const snapshot = '1998-07-01';
  const purchases = ['cdnow-purchases.parquet'];
  const counted = await countedPurchases(engine, purchases, { ...buildDefaults, snapshot });
  await buildCustomers({ engine, duckdb: engine, counted, key: 'cdnow-customers.parquet' });

  const orders = new Map<string, number>();
  for (const [id = ''] of lines) orders.set(id, (orders.get(id) ?? 0) + 1);
  const people = [...orders].map(
    ([id, count]): Person => ({ id, orders: count, draw: (salt) => drawn(Number(id), salt) }),
  );
  const surveys = await Promise.all([
    respond(
      surveyTemplates['customer-profile'].define('CDNOW'),
      people.filter(({ draw }) => draw(1) < 0.3),
      profileOf,
    ),
    respond(
      surveyTemplates.nps.define('CDNOW'),
      people.filter(({ draw }) => draw(2) < 0.3),
      npsOf,
    ),
  ]);
  const rows = surveys.flatMap(({ responses, definition }) =>
    responses.flatMap((response) => answerRows(response, definition)),
  );
  await storeAnswers(engine, rows);
  const texts = surveys.flatMap(({ responses, definition }) =>
    responses.flatMap((response) =>
      openTexts(response, definition).map(({ text }) => ({
        id: response.customerId ?? '',
        text,
        rating: null,
        language: response.language,
      })),
    ),
  );
  const { themes, ...spoken } = await mentionsOf(engine, 'cdnow', texts);
  const tables = { customers: ['cdnow-customers.parquet'], purchases, answers: ['cdnow-answers.parquet'], ...spoken };
  const words: SurveyWords[] = surveys.map(({ id, definition }) => ({
    id,
    analyses: definition.analyses,
    questions: definition.pages
      .flatMap(({ questions }) => questions)
      .map((question) => ({
        id: question.id,
        title: question.title,
        choices: 'choices' in question ? question.choices : undefined,
      })),
  }));
  const input = { themes, surveys: words, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-02' };
  const personas = await buildPersonas({ engine, tables, ...input });
  return { name: 'CDNOW, surveyed', tables, words: input, personas };
}

type Form = Record<string, string | string[]>;

/** Opens the survey by each person's link, fills every page that is shown, and gives what was stored. */
async function respond(
  definition: SurveyDefinition,
  people: readonly Person[],
  formOf: (person: Person, language: 'zh-CN' | 'en') => Form,
): Promise<{ id: string; definition: SurveyDefinition; responses: SurveyResponse[] }> {
  const { deps, published, responses, clock } = memorySurveys(definition);
  const app = publicSurveys(deps);
  const key = { surveyId: published.id, secret: deps.secret };
  for (const person of people) {
    const language = person.draw(3) < 0.5 ? 'zh-CN' : 'en';
    const token = signLink({ customerId: person.id, expires: clock.now / 1000 + 3600 }, key);
    let page = await (await app.request(`/${published.id}?lang=${language}&t=${encodeURIComponent(token)}`)).text();
    for (let step = 0; step < 5 && page.includes('name="_state"'); step++) {
      clock.now += 20_000;
      const shown = questionsIn(page);
      const form = Object.entries(formOf(person, language)).flatMap(([name, value]) =>
        shown.includes(name) ? [value].flat().map((one): [string, string] => [`a.${name}`, one]) : [],
      );
      const state = /name="_state" value="([^"]+)"/.exec(page)?.[1] ?? '';
      const asked = shown.map((id): [string, string] => ['_q', id]);
      const body = new URLSearchParams([['_state', state], ...asked, ...form, ['_go', 'next']]);
      page = await (await app.request(`/${published.id}`, { method: 'POST', body })).text();
    }
  }
  return { id: published.id, definition, responses: [...responses.values()] };
}

/** The questions of a page that are to be answered, as the page itself marks them. */
function questionsIn(html: string): string[] {
  return [...html.matchAll(/<fieldset class="q[^>]*data-q="([^"]+)"([^>]*)>/g)]
    .filter(([, , rest]) => !rest?.includes('disabled'))
    .map(([, id]) => id ?? '');
}

/** Who buys often is older here, and more often a man: something for the personas to find. */
function profileOf({ orders, draw }: Person): Form {
  const pick = (values: readonly string[], salt: number) => values[Math.floor(draw(salt) * values.length)] ?? '';
  const often = orders > 3;
  return {
    age: pick(often ? ['35-44', '45-54', '55-64', '35-44'] : ['18-24', '25-34', '35-44', '25-34'], 4),
    gender: draw(5) < 0.05 ? 'unsaid' : draw(6) < (often ? 0.7 : 0.45) ? 'male' : 'female',
    region: pick(['上海', '杭州', 'New York', 'Boston', '成都'], 7),
    occupation: pick(['student', 'employee', 'manager', 'professional', 'retired', 'employee'], 8),
    income: pick(['lower', 'middle', 'higher', 'middle'], 9),
    motivation: [pick(['price', 'convenience'], 10), pick(['quality', 'brand', 'new'], 11)],
    frequency: pick(['weekly', 'monthly', 'rarely'], 12),
    spend: String(10 + Math.floor(90 * draw(13))),
    channel: [pick(['official', 'marketplace', 'store'], 14)],
  };
}

const SAID = {
  'zh-CN': {
    late: ['发货太慢了，等了两个星期才到。', '物流太慢，包裹还丢过一次。', '配送太慢，希望能快一点。'],
    dear: ['运费太贵了，不划算。', '价格比店里贵很多，希望便宜一点。', '太贵了，没有优惠。'],
    good: ['唱片种类很全，很喜欢。', '包装很好，音质也不错。', '客服很耐心，服务很好。'],
  },
  en: {
    late: [
      'Delivery is far too slow, it took two weeks.',
      'The parcel arrived late and damaged.',
      'Shipping is slow and unreliable.',
    ],
    dear: [
      'Shipping costs too much for a single CD.',
      'Too expensive compared with the shop.',
      'The prices are too high.',
    ],
    good: [
      'A great selection, I love it.',
      'Well packed and great sound quality.',
      'Customer service was friendly and helpful.',
    ],
  },
};

/** Who buys often is content and complains of delivery; who came once complains of the price. */
function npsOf({ orders, draw }: Person, language: 'zh-CN' | 'en'): Form {
  const often = orders > 3;
  const score = Math.max(0, Math.min(10, Math.round((often ? 8.5 : 6) + 5 * (draw(20) - 0.5))));
  const topic = score >= 9 ? 'good' : draw(21) < 0.75 ? (often ? 'late' : 'dear') : 'good';
  const text = SAID[language][topic][Math.floor(draw(22) * 3)] ?? '';
  return {
    recommend: String(score),
    'why-detractor': text,
    'why-passive': text,
    'why-promoter': text,
    ...(draw(23) < 0.8 && { quoting: 'yes' }),
  };
}

/** A number from 0 to 1 that a person and a question always draw (a mix of Murmur's finaliser). */
function drawn(person: number, salt: number): number {
  let hash = Math.imul(person * 64 + salt, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

async function storeAnswers(engine: DuckDb, rows: ReturnType<typeof answerRows>): Promise<void> {
  await engine.stage('bench_answers', stagedTypes(answerColumns), [rows.map(answerCells)]);
  await engine.store(
    'SELECT * REPLACE (CAST(answered_at AS TIMESTAMP) AS answered_at) FROM bench_answers',
    {},
    'cdnow-answers.parquet',
  );
  await engine.drop('bench_answers');
}
