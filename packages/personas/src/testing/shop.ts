import type { LocalizedText } from '@soundings/contracts/language';
import type { DuckDb, StagedColumn } from '@soundings/lake/duckdb';
import type { PersonaTables, SurveyWords } from '../persona-input.ts';

export const SEGMENT_NAMES: Record<string, LocalizedText> = {
  champions: { 'zh-CN': '重要价值客户', en: 'Champions' },
  new_customers: { 'zh-CN': '新客户', en: 'New customers' },
  hibernating: { 'zh-CN': '沉睡客户', en: 'Hibernating' },
};

export const THEMES = [
  { id: 'price', name: { 'zh-CN': '价格', en: 'Price' } },
  { id: 'delivery', name: { 'zh-CN': '配送', en: 'Delivery' } },
  { id: 'quality', name: { 'zh-CN': '做工', en: 'Quality' } },
];

export const SURVEYS: SurveyWords[] = [
  {
    id: 's1',
    questions: [
      {
        id: 'gender',
        dimension: 'gender',
        title: { 'zh-CN': '您的性别', en: 'Your gender' },
        choices: [
          { value: 'f', label: { 'zh-CN': '女性', en: 'women' } },
          { value: 'm', label: { 'zh-CN': '男性', en: 'men' } },
        ],
      },
      { id: 'age', dimension: 'age', title: { 'zh-CN': '年龄', en: 'Age' } },
      {
        id: 'why',
        dimension: 'motivation',
        title: { 'zh-CN': '为什么购买', en: 'Why do you buy' },
        choices: [
          { value: 'gift', label: { 'zh-CN': '送礼', en: 'gifts' } },
          { value: 'self', label: { 'zh-CN': '自用', en: 'own use' } },
        ],
      },
      { id: 'nps', title: { 'zh-CN': '推荐意愿', en: 'Would you recommend us' } },
      { id: 'miss', title: { 'zh-CN': '如果不能再用', en: 'If you could no longer use it' } },
      { id: 'dear', title: { 'zh-CN': '多少钱算贵', en: 'What price is expensive' } },
    ],
    analyses: [
      { kind: 'pmf', question: 'miss', veryDisappointed: 'very', excluded: ['left'] },
      { kind: 'van-westendorp', tooCheap: 'a', cheap: 'b', expensive: 'dear', tooExpensive: 'd', currency: 'CNY' },
    ],
  },
];

/** Random numbers from 0 to 1 that a seed repeats: the generator of Numerical Recipes, §7.1 (quick and dirty). */
export function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Value = string | number | boolean | null;
export type LakeRows = Record<
  'customers' | 'purchases' | 'answers' | 'mentions' | 'theme_mentions',
  Record<string, Value>[]
>;

const TIMES = new Set(['occurred_at', 'local_at', 'received_at', 'answered_at']);
const DATES = new Set(['snapshot', 'first_at', 'last_at']);

/** Writes rows as the lake's Parquet under `name/` and gives the tables' keys; a table without rows is absent. */
export async function storeLake(
  engine: DuckDb,
  name: string,
  rows: Partial<LakeRows & { assignments: Record<string, Value>[] }>,
): Promise<PersonaTables> {
  const tables: Record<string, string[]> = {};
  for (const [table, of] of Object.entries(rows)) {
    const [first] = of;
    if (!first) continue;
    const columns = Object.keys(first);
    const types = Object.fromEntries(columns.map((column) => [column, typeOf(of, column)]));
    const staged = `staged_${table}`;
    await engine.stage(staged, types, [of.map((row) => columns.map((column) => row[column] ?? null))]);
    const selected = columns.map((column) => {
      if (TIMES.has(column)) return `CAST("${column}" AS TIMESTAMP) AS "${column}"`;
      if (DATES.has(column)) return `CAST("${column}" AS DATE) AS "${column}"`;
      return `"${column}"`;
    });
    const key = `${name}-${table}.parquet`;
    await engine.store(`SELECT ${selected.join(', ')} FROM ${staged}`, {}, key);
    await engine.drop(staged);
    tables[table] = [key];
  }
  return tables;
}

function typeOf(rows: readonly Record<string, Value>[], column: string): StagedColumn {
  const value = rows.find((row) => row[column] !== null && row[column] !== undefined)?.[column];
  return typeof value === 'number' ? 'DOUBLE' : typeof value === 'boolean' ? 'BOOLEAN' : 'VARCHAR';
}

/** A customer's row of the lake with ordinary values, of which some are said. */
export function customer(id: string, values: Record<string, Value>): Record<string, Value> {
  return {
    customer_id: id,
    segment: 'champions',
    eight: 'HHH',
    r: 3,
    f: 3,
    m: 3,
    recency_days: 30,
    frequency: 3,
    monetary: 300,
    currency: 'CNY',
    average_order: 100,
    tenure_days: 365,
    interval_days: 40,
    buyer_level: 3,
    spending_power: 3,
    price_band: 'mid',
    multi_item: false,
    top_category: 'tea',
    top_channel: 'app',
    region: 'Zhejiang',
    expected_purchases: 1,
    p_none: 0.4,
    p_alive: 0.7,
    clv: 120,
    snapshot: '2026-03-01',
    ...values,
  };
}

export function answer(response: string, question: string, values: Record<string, Value>): Record<string, Value> {
  return {
    response_id: response,
    survey_id: 's1',
    survey_version: 1,
    question_id: question,
    question_type: 'single',
    dimension: null,
    customer_id: null,
    value: '',
    number: null,
    answered_at: '2026-02-01 10:00:00',
    language: 'zh-CN',
    consent: true,
    ...values,
  };
}

export function mention(id: string, values: Record<string, Value>): Record<string, Value> {
  return {
    id,
    feedback_id: `f-${id}`,
    product_id: 'prd',
    role: 'ours',
    kind: 'review',
    quote: `quote ${id}`,
    intent: 'complaint',
    polarity: 'negative',
    score: -0.8,
    confidence: 0.9,
    language: 'en',
    occurred_at: '2026-02-01 10:00:00',
    received_at: '2026-02-01 10:00:00',
    customer_id: null,
    consent: true,
    ...values,
  };
}

export function themed(row: Record<string, Value>, theme: string): Record<string, Value> {
  const { id, feedback_id, product_id, role, intent, polarity, score, customer_id, occurred_at } = row;
  const from = { feedback_id, product_id, role, intent, polarity, score, customer_id, occurred_at };
  return { mention_id: id ?? null, theme_id: theme, weight: 1, ...(from as Record<string, Value>) };
}

/** A shop whose champions are mostly women and complain of delivery, whose sleepers are mostly men and complain of price. */
export function shopRows({ customers: many, seed }: { customers: number; seed: number }): LakeRows {
  const next = random(seed);
  const rows: LakeRows = { customers: [], purchases: [], answers: [], mentions: [], theme_mentions: [] };
  for (let i = 0; i < many; i++) {
    const id = `c${i}`;
    const at = next();
    const segment = at < 0.25 ? 'champions' : at < 0.5 ? 'new_customers' : 'hibernating';
    const best = segment === 'champions';
    const away = segment === 'hibernating';
    rows.customers.push(
      customer(id, {
        segment,
        r: away ? 1 : 5,
        f: best ? 5 : 1,
        m: best ? 5 : 2,
        frequency: best ? 6 + Math.floor(next() * 5) : 1,
        recency_days: Math.floor(next() * 30) + (away ? 200 : 0),
        monetary: Math.round((best ? 800 : 120) * (0.5 + next())),
        interval_days: best ? 20 + Math.floor(next() * 20) : null,
        average_order: 80 + Math.floor(next() * 60),
        p_none: away ? 0.85 : best ? 0.1 : 0.5,
        buyer_level: best ? 5 : 1,
        spending_power: best ? 5 : 2,
        region: ['Zhejiang', 'Guangdong', 'Beijing', 'Gansu'][Math.floor(next() ** 2 * 4)] ?? null,
        top_channel: next() < 0.7 ? 'app' : 'web',
      }),
    );
    for (const category of ['tea', 'cups', 'snacks'].filter(() => next() < 0.5)) {
      rows.purchases.push({
        id: `p${rows.purchases.length}`,
        order_id: `o${rows.purchases.length}`,
        customer_id: id,
        local_at: `2026-01-${String(1 + Math.floor(next() * 28)).padStart(2, '0')} 09:00:00`,
        kind: 'sale',
        category,
        amount: 50,
        currency: 'CNY',
      });
    }
    if (next() < 0.4) {
      const response = `r${i}`;
      const said = { customer_id: id, language: next() < 0.5 ? 'zh-CN' : 'en' };
      const woman = next() < (best ? 0.8 : 0.4);
      const score = Math.min(10, Math.max(0, Math.round((best ? 9 : 6) + (next() - 0.5) * 4)));
      rows.answers.push(
        answer(response, 'gender', { ...said, dimension: 'gender', value: woman ? 'f' : 'm' }),
        answer(response, 'age', {
          ...said,
          question_type: 'number',
          dimension: 'age',
          value: String(18 + Math.floor(next() * 50)),
        }),
        answer(response, 'nps', { ...said, question_type: 'nps', value: String(score), number: score }),
        answer(response, 'miss', { ...said, value: ['very', 'very', 'not', 'left'][i % 4] ?? '' }),
        answer(response, 'dear', {
          ...said,
          question_type: 'number',
          value: String(50 + (i % 50)),
          number: 50 + (i % 50),
        }),
      );
      for (const value of ['gift', 'self'].filter(() => next() < 0.6)) {
        rows.answers.push(
          answer(response, 'why', { ...said, question_type: 'multiple', dimension: 'motivation', value }),
        );
      }
    }
    if (next() < 0.4) {
      const theme = next() < 0.7 ? (best ? 'delivery' : 'price') : 'quality';
      const intent = theme === 'quality' ? 'praise' : 'complaint';
      const row = mention(`m${i}`, { customer_id: id, intent, quote: `About ${theme}: it is what it is, no. ${i}` });
      rows.mentions.push(row);
      rows.theme_mentions.push(themed(row, theme));
    }
  }
  return rows;
}

export async function stageShop(
  engine: DuckDb,
  name: string,
  of: Parameters<typeof shopRows>[0],
): Promise<PersonaTables> {
  return storeLake(engine, name, shopRows(of));
}
