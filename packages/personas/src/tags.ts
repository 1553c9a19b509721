import type { Bilingual, Persona, PersonaTag, PersonaTheme } from '@soundings/contracts/persona';

/** What tags are read from: the claims that stand before them in the document. */
export type Described = Pick<
  Persona,
  'dimensions' | 'behaviour' | 'attitude' | 'pains' | 'wishes' | 'praise' | 'needsFit'
>;

type TagRule = { id: string; label: Bilingual; rule: Bilingual; holds: (persona: Described) => string[] | null };

/** The pointer of every claim that a rule needs, or null where one of them does not hold. */
function when(holds: boolean | undefined, ...pointers: string[]): string[] | null {
  return holds ? pointers : null;
}

const PRICE = /price|cost|value|expensive|deliver(?:y|ing) fee|discount|coupon|价|贵|便宜|优惠|性价比|运费|促销/i;

function distinctPain({ pains }: Described, words: RegExp): string[] | null {
  const names = (pain: PersonaTheme) => `${pain.theme} ${Object.values(pain.name).join(' ')}`;
  const found = pains.findIndex((pain) => pain.against === 'more' && words.test(names(pain)));
  return found < 0 ? null : [`/pains/${found}`];
}

/** Every tag with the rule that gives it, in words and in code. A tag is a reading of claims, never a claim of its own. */
const TAG_RULES: readonly TagRule[] = [
  {
    id: 'high-value',
    label: { 'zh-CN': '高净值', en: 'High value' },
    rule: { 'zh-CN': '消费金额平均得分不低于 4（满分 5）', en: 'mean monetary score of at least 4 of 5' },
    holds: ({ behaviour }) => when((behaviour.rfm?.monetary.interval[0] ?? 0) >= 4, '/behaviour/rfm/monetary'),
  },
  {
    id: 'price-sensitive',
    label: { 'zh-CN': '价格敏感', en: 'Price-sensitive' },
    rule: { 'zh-CN': '比其他人更常抱怨价格', en: 'complains of price more than others' },
    holds: (persona) => distinctPain(persona, PRICE),
  },
  {
    id: 'loyal',
    label: { 'zh-CN': '高复购', en: 'Repeat buyers' },
    rule: { 'zh-CN': '至少 80% 的人买过两次及以上', en: 'at least 80% have bought twice or more' },
    holds: ({ behaviour }) => when((behaviour.repeatRate?.interval[0] ?? 0) >= 0.8, '/behaviour/repeatRate'),
  },
  {
    id: 'one-time',
    label: { 'zh-CN': '一次性购买', en: 'One-time buyers' },
    rule: { 'zh-CN': '买过两次及以上的人不超过 20%', en: 'at most 20 % have bought twice or more' },
    holds: ({ behaviour }) => when((behaviour.repeatRate?.interval[1] ?? 1) <= 0.2, '/behaviour/repeatRate'),
  },
  {
    id: 'leaving',
    label: { 'zh-CN': '流失风险', en: 'Likely to leave' },
    rule: { 'zh-CN': '平均不再购买的概率高于 60%', en: 'mean probability of no further purchase above 60 %' },
    holds: ({ behaviour }) => when((behaviour.pNone?.interval[0] ?? 0) > 0.6, '/behaviour/pNone'),
  },
  {
    id: 'frequent',
    label: { 'zh-CN': '高频购买', en: 'Frequent buyers' },
    rule: { 'zh-CN': '购买频次平均得分不低于 4（满分 5）', en: 'mean frequency score of at least 4 of 5' },
    holds: ({ behaviour }) => when((behaviour.rfm?.frequency.interval[0] ?? 0) >= 4, '/behaviour/rfm/frequency'),
  },
  {
    id: 'multi-item',
    label: { 'zh-CN': '一次买多件', en: 'Buys several at once' },
    rule: { 'zh-CN': '至少一半的人一单买多件', en: 'at least half buy several items in an order' },
    holds: ({ behaviour }) => when((behaviour.multiItem?.interval[0] ?? 0) >= 0.5, '/behaviour/multiItem'),
  },
  {
    id: 'promoters',
    label: { 'zh-CN': '乐于推荐', en: 'Promoters' },
    rule: { 'zh-CN': 'NPS 不低于 30（区间下限）', en: 'NPS of at least 30 (lower end of its interval)' },
    holds: ({ attitude }) => when((attitude.nps?.interval[0] ?? -100) >= 30, '/attitude/nps'),
  },
  {
    id: 'detractors',
    label: { 'zh-CN': '不满', en: 'Dissatisfied' },
    rule: { 'zh-CN': 'NPS 低于 0（区间上限）', en: 'NPS below 0 (upper end of its interval)' },
    holds: ({ attitude }) => when((attitude.nps?.interval[1] ?? 100) < 0, '/attitude/nps'),
  },
  {
    id: 'must-have',
    label: { 'zh-CN': '离不开产品', en: 'Would miss the product' },
    rule: { 'zh-CN': '至少 40% 会非常失望（区间下限）', en: 'at least 40 % would be very disappointed (lower end)' },
    holds: ({ attitude }) => when((attitude.productMarketFit?.interval[0] ?? 0) >= 0.4, '/attitude/productMarketFit'),
  },
];

/** What tags there are, for whoever writes rules that ask for them. */
export const TAGS: readonly Pick<TagRule, 'id' | 'label' | 'rule'>[] = TAG_RULES;

/** The tags that a persona earns, each with where in the document that is seen. */
export function tagPersona(persona: Described): PersonaTag[] {
  return TAG_RULES.flatMap(({ id, label, rule, holds }) => {
    const basedOn = holds(persona);
    return basedOn ? [{ id, label, rule, basedOn }] : [];
  });
}
