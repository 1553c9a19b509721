import type { Bilingual, Persona, PersonaDimension } from '@soundings/contracts/persona';
import { Z95 } from '@soundings/statistics/wilson';
import { bilingual, dimensionName } from './words.ts';

/** A claim that two versions can be compared by, found again by its key wherever it stands. */
export type Comparable = { key: string; label: Bilingual; unit: string } & (
  | { value: number; count: number; n: number; effectiveN: number }
  | { value: number; error: number }
);

/** Every claim of a document that is a number with an error: shares, means, scores. Medians have none. */
export function comparableClaims(persona: Persona): Comparable[] {
  const { dimensions, behaviour, attitude, pains, wishes, praise } = persona;
  return [
    ...Object.entries(dimensions).flatMap(([name, dimension]) => cellsOf(name, dimension)),
    ...cellsOf('priceBand', behaviour.priceBands),
    ...Object.entries({ ...behaviour.rfm, ...behaviour, ...attitude }).flatMap(([name, claim]) =>
      numberOf(name, claim),
    ),
    ...behaviour.categories.map(({ category, share, n }) => ({
      key: `category/${category}`,
      label: { 'zh-CN': `购买${category}`, en: `buys ${category}` },
      unit: 'share',
      value: share,
      count: share * n,
      n,
      effectiveN: n,
    })),
    ...[...pains, ...wishes, ...praise].map(({ theme, name, intent, share, count, n, effectiveN }) => ({
      key: `${intent}/${theme}`,
      label: phrase(INTENTS[intent] ?? { 'zh-CN': intent, en: intent }, bilingual(name)),
      unit: 'share',
      value: share,
      count,
      n,
      effectiveN,
    })),
  ];
}

const INTENTS: Record<string, Bilingual> = {
  complaint: { 'zh-CN': '抱怨', en: 'complain of' },
  wish: { 'zh-CN': '希望', en: 'wish for' },
  praise: { 'zh-CN': '称赞', en: 'praise' },
};

const NUMBERS: Record<string, Bilingual> = {
  recency: { 'zh-CN': 'R 平均得分', en: 'mean R score' },
  frequency: { 'zh-CN': 'F 平均得分', en: 'mean F score' },
  monetary: { 'zh-CN': 'M 平均得分', en: 'mean M score' },
  orders: { 'zh-CN': '人均订单数', en: 'mean orders' },
  spend: { 'zh-CN': '人均消费', en: 'mean spend' },
  clv: { 'zh-CN': '客户终身价值', en: 'lifetime value' },
  pNone: { 'zh-CN': '不再购买的概率', en: 'probability of not buying again' },
  repeatRate: { 'zh-CN': '复购率', en: 'repeat rate' },
  multiItem: { 'zh-CN': '一单多件', en: 'several items an order' },
  nps: { 'zh-CN': 'NPS', en: 'NPS' },
  csat: { 'zh-CN': '满意率', en: 'satisfied' },
  ces: { 'zh-CN': '觉得容易', en: 'find it easy' },
  productMarketFit: { 'zh-CN': '没有产品会非常失望', en: 'would be very disappointed without us' },
};

function numberOf(name: string, claim: unknown): Comparable[] {
  const label = NUMBERS[name];
  if (!label || claim === null || typeof claim !== 'object') return [];
  const told = claim as {
    share?: number;
    mean?: number;
    value?: number;
    unit?: string;
    n: number;
    interval: [number, number];
  };
  const key = `number/${name}`;
  if (told.share !== undefined) {
    const { share, n } = told;
    return [{ key, label, unit: 'share', value: share, count: share * n, n, effectiveN: n }];
  }
  const [low, high] = told.interval;
  const value = told.mean ?? told.value ?? 0;
  const unit = told.unit === 'probability' ? 'share' : (told.unit ?? 'points');
  return [{ key, label, unit, value, error: (high - low) / (2 * Z95) }];
}

function cellsOf(name: string, { distribution, n, effectiveN }: PersonaDimension): Comparable[] {
  const dimension = bilingual(dimensionName(name));
  return distribution
    .filter(({ suppressed }) => !suppressed)
    .map(({ value, label, share, count }) => ({
      key: `dimension/${name}/${value}`,
      label: phrase(dimension, bilingual(label)),
      unit: 'share',
      value: share,
      count,
      n,
      effectiveN,
    }));
}

function phrase(first: Bilingual, second: Bilingual): Bilingual {
  return { 'zh-CN': `${first['zh-CN']} ${second['zh-CN']}`, en: `${first.en} ${second.en}` };
}
