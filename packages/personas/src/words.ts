import type { LocalizedText } from '@soundings/contracts/language';
import type { Bilingual } from '@soundings/contracts/persona';

/** The six dimensions of a portrait table: every document has them, known or not. */
export const PORTRAIT = ['region', 'gender', 'age', 'spendingPower', 'buyerLevel', 'identity'] as const;

/** The answers' dimension → the document's, where they differ. */
const RENAMED: Record<string, string> = { occupation: 'identity' };

/** What a dimension of the answers is called in the documents. */
export function documentDimension(dimension: string): string {
  return RENAMED[dimension] ?? dimension;
}

const DIMENSIONS: Record<string, Bilingual> = {
  region: { 'zh-CN': '地区', en: 'Region' },
  gender: { 'zh-CN': '性别', en: 'Gender' },
  age: { 'zh-CN': '年龄', en: 'Age' },
  spendingPower: { 'zh-CN': '消费层级', en: 'Spending power' },
  buyerLevel: { 'zh-CN': '买家等级', en: 'Buyer level' },
  identity: { 'zh-CN': '身份/职业', en: 'Occupation' },
  income: { 'zh-CN': '收入', en: 'Income' },
  education: { 'zh-CN': '学历', en: 'Education' },
  household: { 'zh-CN': '家庭', en: 'Household' },
  spend: { 'zh-CN': '自述花费', en: 'Stated spend' },
  frequency: { 'zh-CN': '自述购买频率', en: 'Stated frequency' },
  motivation: { 'zh-CN': '购买动机', en: 'Motivation' },
  barrier: { 'zh-CN': '购买顾虑', en: 'Barriers' },
  channel: { 'zh-CN': '渠道', en: 'Channel' },
  device: { 'zh-CN': '设备', en: 'Device' },
  interest: { 'zh-CN': '兴趣', en: 'Interests' },
  tenure: { 'zh-CN': '自述使用时长', en: 'Stated tenure' },
  role: { 'zh-CN': '角色', en: 'Role' },
  'company-size': { 'zh-CN': '公司规模', en: 'Company size' },
  industry: { 'zh-CN': '行业', en: 'Industry' },
  loyalty: { 'zh-CN': '品牌忠诚', en: 'Brand loyalty' },
  'usage-scene': { 'zh-CN': '使用场景', en: 'Usage scene' },
  priceBand: { 'zh-CN': '价格带', en: 'Price band' },
  nps: { 'zh-CN': '推荐意愿', en: 'Recommendation (0–10)' },
  csat: { 'zh-CN': '满意度', en: 'Satisfaction' },
  ces: { 'zh-CN': '费力度', en: 'Effort' },
  'product-market-fit': { 'zh-CN': '产品市场契合', en: 'Product–market fit' },
  'willingness-to-pay': { 'zh-CN': '愿付价格', en: 'Willingness to pay' },
  'bought-again': { 'zh-CN': '之后是否再次购买', en: 'Bought again afterwards' },
};

/** What surveys ask of people, which is what rules may divide them by; `identity` is asked as `occupation`. */
export const PROFILE_DIMENSIONS: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  [
    ['gender', 'gender'],
    ['age', 'age'],
    ['region', 'region'],
    ['occupation', 'identity'],
    ...['income', 'education', 'household', 'motivation', 'barrier', 'channel', 'device', 'interest', 'role'].map(
      (id) => [id, id],
    ),
    ...['company-size', 'industry', 'loyalty', 'usage-scene', 'tenure', 'spend', 'frequency'].map((id) => [id, id]),
  ].map(([asked = '', shown = '']) => [asked, DIMENSIONS[shown] ?? { 'zh-CN': asked, en: asked }]),
);

/** What a dimension is called; its own id where nobody named it. */
export function dimensionName(dimension: string): LocalizedText {
  return DIMENSIONS[dimension] ?? { und: dimension };
}

/** What a test of a persona is called: what purchases say of a dimension is not what people say of it. */
export function testName({ of, evidence }: { of: string; evidence: string }): LocalizedText {
  const { 'zh-CN': zh, en } = bilingual(dimensionName(of));
  const both = of === 'region' || of === 'channel';
  return both && evidence === 'recorded'
    ? { 'zh-CN': `${zh}（购买记录）`, en: `${en} (purchases)` }
    : { 'zh-CN': zh, en };
}

const VALUES: Record<string, Record<string, Bilingual>> = {
  buyerLevel: {
    '1': { 'zh-CN': '新手买家', en: 'novice buyers' },
    '2': { 'zh-CN': '初级买家', en: 'occasional buyers' },
    '3': { 'zh-CN': '中级买家', en: 'regular buyers' },
    '4': { 'zh-CN': '高级买家', en: 'experienced buyers' },
    '5': { 'zh-CN': '资深买家', en: 'veteran buyers' },
  },
  spendingPower: {
    '1': { 'zh-CN': '低消费', en: 'lowest-spending' },
    '2': { 'zh-CN': '偏低消费', en: 'lower-spending' },
    '3': { 'zh-CN': '中等消费', en: 'middle-spending' },
    '4': { 'zh-CN': '偏高消费', en: 'higher-spending' },
    '5': { 'zh-CN': '高消费', en: 'highest-spending' },
  },
  gender: {
    female: { 'zh-CN': '女性', en: 'women' },
    male: { 'zh-CN': '男性', en: 'men' },
  },
};

/** What was written beside a survey's choices. */
const OTHER_CHOICE: Bilingual = { 'zh-CN': '其他', en: 'other' };

/** How the product itself calls a value, in a form that fits into a sentence; undefined where it has no word of its own. */
export function knownName(dimension: string, value: string): Bilingual | undefined {
  return VALUES[dimension]?.[value];
}

/** What a value is called that no survey names: the product's word for it, or its own text. */
export function valueName(dimension: string, value: string): LocalizedText {
  return knownName(dimension, value) ?? (value === 'other' ? OTHER_CHOICE : { und: value });
}

/** The label of all values that are withheld. */
export const OTHER: Bilingual = { 'zh-CN': '人数不足，合并', en: 'too few to tell apart' };

/** A text in the language asked for, else in any. */
export function inLanguage(text: LocalizedText, language: keyof Bilingual): string {
  const short = language.slice(0, 2);
  return text[language] ?? text[short] ?? text.und ?? text.en ?? text['zh-CN'] ?? Object.values(text)[0] ?? '';
}

/** A text in both of the product's languages, whatever it was given in. */
export function bilingual(text: LocalizedText): Bilingual {
  return { 'zh-CN': inLanguage(text, 'zh-CN'), en: inLanguage(text, 'en') };
}
