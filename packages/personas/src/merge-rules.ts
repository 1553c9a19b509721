import type { Bilingual } from '@soundings/contracts/persona';

/** How sources become one document, as its readers are told. Each rule has its test in `build-personas.test.ts`. */
export const MERGE_RULES: readonly Bilingual[] = [
  {
    'zh-CN': '只有通过个人签名链接提交的回答才归到客户；其他回答不归到任何人。',
    en: 'Only answers through a personal signed link belong to a customer; the others belong to nobody.',
  },
  {
    'zh-CN': '一个人多次回答同一问题，以最近一次有效回答为准；回答归入作答当天所在的人群。',
    en: 'Of several answers by one person the latest valid one counts, in the segment of the day it was given.',
  },
  {
    'zh-CN': '做了什么以购买记录为准，自述与之不符时两者都保留；是谁、怎么想以问卷为准（不少于 30 人回答时）。',
    en: 'Purchases say what people do, and what they say of it is kept as a conflict; surveys say who they are and how they feel (from 30 answers on).',
  },
  {
    'zh-CN': '问卷样本按各人群规模加权；同时给出回答人数与加权后的有效人数。',
    en: 'Survey samples are weighted to the sizes of the segments; people who answered and the effective number are both shown.',
  },
  {
    'zh-CN': '无法对应到人的评价只作为产品层面的背景，并如此标明。',
    en: 'Feedback that names nobody is context of the product, and labelled so.',
  },
  {
    'zh-CN': '与其他人的差异经统计检验，并对同时比较的全部结论作校正；▲▼ 表示超出偶然。',
    en: 'Differences from everyone else are tested and corrected for all that is compared at once; ▲▼ mark those beyond chance.',
  },
];
