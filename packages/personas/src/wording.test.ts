import type { Persona } from '@soundings/contracts/persona';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { personaMarkdown } from './markdown.ts';
import { openLake } from './testing/lake.ts';
import { answer, customer, mention, SEGMENT_NAMES, SURVEYS, storeLake, THEMES, themed } from './testing/shop.ts';

let lake: Awaited<ReturnType<typeof openLake>>;
beforeAll(async () => {
  lake = await openLake();
});
afterAll(() => lake.close());

type Rows = Parameters<typeof storeLake>[2];
type Input = Parameters<typeof buildPersonas>[0];
let stored = 0;
async function build(rows: Rows, more: Partial<Input> = {}) {
  const tables = await storeLake(lake.engine, `wording${stored++}`, rows);
  const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };
  const personas = await buildPersonas({ engine: lake.engine, tables, ...words, ...more });
  return Object.fromEntries(personas.map((persona): [string, Persona] => [persona.segment.ids[0] ?? '', persona]));
}
const people = (n: number, values: (i: number) => Parameters<typeof customer>[1], name = 'c') =>
  Array.from({ length: n }, (_, i) => customer(`${name}${i}`, values(i)));

test('a name says what sets people apart: the upper half of spending, and nothing that holds for most people anyway', async () => {
  const { champions, hibernating } = await build({
    customers: [
      ...people(60, (i) => ({ spending_power: 4 + (i % 2), buyer_level: 5 })),
      ...people(60, (i) => ({ segment: 'hibernating', spending_power: 1 + (i % 4), buyer_level: i < 45 ? 5 : 4 }), 'h'),
    ],
  });
  expect(champions?.name).toEqual({ 'zh-CN': '重要价值客户：高消费力的买家', en: 'Champions: high-spending buyers' });
  expect(hibernating?.name.en).toBe('Hibernating');
});

test('what is likelier is said, not its negation', async () => {
  const { champions, hibernating } = await build({
    customers: [
      ...people(30, (i) => ({ p_none: 0.1 + i / 1000 })),
      ...people(30, (i) => ({ segment: 'hibernating', p_none: 0.8 + i / 1000 }), 'h'),
    ],
  });
  expect(champions?.summary.en).toContain('89% likely to buy again within a year');
  expect(hibernating?.summary.en).toContain('82% likely not to buy again within a year');
});

test('a shop among many is no channel to reach people on, and does not fill a page', async () => {
  const { champions } = await build(
    { customers: people(400, (i) => ({ top_channel: `shop ${i % 40}`, recency_days: 10, p_none: 0.1 })) },
    { book: [{ ...ALWAYS, when: { pNoneBelow: 0.5 } }] },
  );
  expect(champions?.strategies[0]?.channel.en).toBe('the channel you usually reach them on');
  const table = personaMarkdown(champions!, 'en');
  expect(table.match(/shop \d+/g)).toHaveLength(10);
  expect(table).toContain('| 30 more | 75% |');
});

const text = { 'zh-CN': '写信', en: 'Write' };
const ALWAYS = {
  id: 'always',
  message: text,
  channel: { 'zh-CN': '{channel}', en: '{channel}' },
  timing: text,
  offer: text,
  measure: text,
  days: 30,
  worthwhile: 0.2,
};

test('one place is one value however people write it', async () => {
  const ways = ['São Paulo', 'sao paulo ', 'SAO  PAULO', '北京', '北京市'];
  const { champions } = await build({
    customers: people(50, () => ({ region: null })),
    answers: people(50, () => ({})).map((_, i) =>
      answer(`r${i}`, 'region', {
        question_type: 'short-text',
        dimension: 'region',
        customer_id: `c${i}`,
        value: ways[i % 5] ?? '',
      }),
    ),
  });
  expect(champions?.dimensions.region?.distribution.map(({ share }) => share)).toEqual([0.6, 0.4]);
});

const said = (i: number, theme: string, intent: string, quote: string) => {
  const row = mention(`m${i}-${theme}`, { customer_id: `c${i}`, feedback_id: `f${i}`, intent, quote });
  return { mention: row, theme: themed(row, theme) };
};

test('words quoted for one theme are not quoted again for the next; a complaint’s own theme is never praised', async () => {
  const voices = Array.from({ length: 40 }, (_, i) => [
    said(i, 'price', 'complaint', `Far too dear, and late by ${i} days`),
    said(i, 'delivery', 'complaint', `Far too dear, and late by ${i} days`),
    said(i, 'quality', 'praise', `Really fine work, number ${i}`),
  ]).flat();
  const { champions } = await build(
    {
      customers: people(60, () => ({})),
      mentions: voices.map(({ mention: row }) => row),
      theme_mentions: voices.map(({ theme }) => theme),
    },
    { themes: THEMES.map((theme) => ({ ...theme, onlyPains: theme.id === 'quality' })) },
  );
  const quotes = champions?.pains.flatMap((pain) => pain.quotes.map((quote) => quote.text)) ?? [];
  expect(quotes).toHaveLength(6);
  expect(new Set(quotes).size).toBe(6);
  expect(champions?.praise).toEqual([]);
});

test('whoever was heard or asked too little is not said to have been silent', async () => {
  const { champions, hibernating, new_customers } = await build({
    customers: [
      ...people(40, () => ({})),
      ...people(40, () => ({ segment: 'hibernating' }), 'h'),
      ...people(2, () => ({ segment: 'new_customers' }), 'n'),
    ],
    answers: Array.from({ length: 36 }, (_, i) =>
      answer(`r${i}`, 'gender', {
        dimension: 'gender',
        customer_id: i < 34 ? `c${i}` : `h${i}`,
        value: i % 2 ? 'f' : 'm',
      }),
    ),
  });
  expect(champions?.grade.why.en).toContain('about 30 answered surveys, no linked feedback');
  expect(hibernating?.grade.why.en).toContain('too few linked survey answers, no linked feedback');
  expect(new_customers?.grade.why).toEqual({
    'zh-CN': '不足 5 人，不作描述。',
    en: 'Fewer than 5 people: nothing is told of them.',
  });
  expect(personaMarkdown(new_customers!, 'en')).not.toContain('## Portrait');
});
