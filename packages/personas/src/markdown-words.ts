import type { Bilingual } from '@soundings/contracts/persona';

/** The fixed words of a rendered document. */
export const WORDS = {
  version: { 'zh-CN': '版本', en: 'Version' },
  draft: { 'zh-CN': '草稿', en: 'draft' },
  published: { 'zh-CN': '已发布', en: 'published' },
  grade: { 'zh-CN': '可信度', en: 'Grade' },
  purchasesBefore: { 'zh-CN': '购买早于', en: 'purchases before' },
  asOf: { 'zh-CN': '截至', en: 'as of' },
  people: { 'zh-CN': '人数', en: 'People' },
  portrait: { 'zh-CN': '画像', en: 'Portrait' },
  dimension: { 'zh-CN': '维度', en: 'Dimension' },
  value: { 'zh-CN': '取值', en: 'Value' },
  share: { 'zh-CN': '占比（95% 区间）', en: 'Share (95% interval)' },
  overall: { 'zh-CN': '总体', en: 'All' },
  source: { 'zh-CN': '来源', en: 'Source' },
  categories: { 'zh-CN': '买什么', en: 'What they buy' },
  behaviour: { 'zh-CN': '购买行为', en: 'What they do' },
  attitude: { 'zh-CN': '态度', en: 'How they feel' },
  pains: { 'zh-CN': '痛点', en: 'Pains' },
  wishes: { 'zh-CN': '期望', en: 'Wishes' },
  praise: { 'zh-CN': '称赞', en: 'Praise' },
  fit: { 'zh-CN': '需求匹配', en: 'Needs fit' },
  context: { 'zh-CN': '产品层面的评价（无法对应到人）', en: 'The product’s feedback that names nobody' },
  tags: { 'zh-CN': '标签', en: 'Tags' },
  swot: { 'zh-CN': 'SWOT', en: 'SWOT' },
  strategies: { 'zh-CN': '触达策略', en: 'How to reach them' },
  effects: { 'zh-CN': '策略效果', en: 'What strategies did' },
  movement: { 'zh-CN': '人群变化', en: 'Who moved' },
  evaluation: { 'zh-CN': '画像的预测力', en: 'How well this persona predicts' },
  evidence: { 'zh-CN': '依据', en: 'Evidence' },
  conflicts: { 'zh-CN': '两个来源都有的信息', en: 'What two sources tell' },
  rules: { 'zh-CN': '合并规则', en: 'How sources were merged' },
  privacy: { 'zh-CN': '隐私', en: 'Privacy' },
} as const satisfies Record<string, Bilingual>;

export const SOURCES: Record<string, Bilingual> = {
  purchase: { 'zh-CN': '购买记录', en: 'purchases' },
  survey: { 'zh-CN': '问卷', en: 'surveys' },
  inferred: { 'zh-CN': '推断', en: 'inferred' },
};

export const MISSING: Record<string, Bilingual> = {
  'not-asked': { 'zh-CN': '没有数据', en: 'no data' },
  'too-few': { 'zh-CN': '人数不足，不展示', en: 'too few people to tell' },
  sensitive: { 'zh-CN': '敏感信息，未声明法律依据，不展示', en: 'sensitive, no legal basis declared' },
};

export const AGAINST: Record<string, string> = { more: '▲', less: '▼', alike: '' };

export const ROLES: Record<string, Bilingual> = {
  ours: { 'zh-CN': '本产品', en: 'ours' },
  competitor: { 'zh-CN': '竞品', en: 'competitors' },
};

export const INTENTS: Record<string, Bilingual> = {
  complaint: { 'zh-CN': '抱怨', en: 'complaint' },
  wish: { 'zh-CN': '期望', en: 'wish' },
  praise: { 'zh-CN': '称赞', en: 'praise' },
};

export const VERDICTS: Record<string, Bilingual> = {
  answered: { 'zh-CN': '已满足', en: 'answered' },
  mixed: { 'zh-CN': '褒贬参半', en: 'mixed' },
  open: { 'zh-CN': '未满足', en: 'open' },
  unclear: { 'zh-CN': '尚不清楚', en: 'unclear' },
  worked: { 'zh-CN': '有效', en: 'worked' },
  'not-shown': { 'zh-CN': '未显示出效果', en: 'no effect shown' },
  harmed: { 'zh-CN': '适得其反', en: 'did harm' },
  'too-few': { 'zh-CN': '人数不足', en: 'too few people' },
};

export const SIDES: Record<string, Bilingual> = {
  strength: { 'zh-CN': '优势', en: 'Strength' },
  weakness: { 'zh-CN': '劣势', en: 'Weakness' },
  opportunity: { 'zh-CN': '机会', en: 'Opportunity' },
  threat: { 'zh-CN': '威胁', en: 'Threat' },
};

/** What behaviour and attitude claims are called. */
export const MEASURES: Record<string, Bilingual> = {
  recency: { 'zh-CN': 'R 得分', en: 'R score' },
  frequency: { 'zh-CN': 'F 得分', en: 'F score' },
  monetary: { 'zh-CN': 'M 得分', en: 'M score' },
  recencyDays: { 'zh-CN': '距上次购买', en: 'Since the last purchase' },
  orders: { 'zh-CN': '累计订单', en: 'Orders so far' },
  averageOrder: { 'zh-CN': '客单价', en: 'Order value' },
  spend: { 'zh-CN': '累计消费', en: 'Spend so far' },
  clv: { 'zh-CN': '预期终身价值', en: 'Expected lifetime value' },
  rhythmDays: { 'zh-CN': '购买间隔', en: 'Days between purchases' },
  repeatRate: { 'zh-CN': '复购率', en: 'Bought twice or more' },
  pNone: { 'zh-CN': '不再购买的概率', en: 'Probability of not buying again' },
  multiItem: { 'zh-CN': '一单多件', en: 'Several items an order' },
  nps: { 'zh-CN': 'NPS', en: 'NPS' },
  csat: { 'zh-CN': '满意（4–5 分）', en: 'Satisfied (4–5)' },
  ces: { 'zh-CN': '觉得容易', en: 'Find it easy' },
  productMarketFit: { 'zh-CN': '没有产品会非常失望', en: 'Would be very disappointed without us' },
  willingnessToPay: { 'zh-CN': '愿付价格', en: 'Willing to pay' },
};

/** Of movement between groups that each build makes anew. */
export const REMADE: Bilingual = {
  'zh-CN': '（两个时点都按本版本的聚类划分）',
  en: ' (both times by the clusters of this version)',
};
