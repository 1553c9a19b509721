import { type StrategyBook, StrategyRule } from '@soundings/contracts/strategy-rule';

/** The rules that a team starts from and edits. Texts are in both languages; a rule says why in its condition. */
export const STRATEGY_BOOK: readonly StrategyRule[] = [
  {
    id: 'answer-pain',
    when: { pains: ['*'] },
    message: {
      'zh-CN': '告诉{segment}人群我们如何解决“{pain}”，并邀请他们检验',
      en: 'Tell {segment} customers what is being done about “{pain}” and invite them to check',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '改进上线后一周内', en: 'Within a week of the fix going live' },
    offer: { 'zh-CN': '不打折：以解决问题为主', en: 'No discount: the fix is the offer' },
    measure: { 'zh-CN': '90 天内复购率；该痛点的提及率', en: 'Repurchase within 90 days; how many name the pain' },
    days: 90,
    worthwhile: 0.2,
  },
  {
    id: 'win-back',
    when: { overdueAbove: 2 },
    message: {
      'zh-CN': '用{category}唤回{segment}人群',
      en: 'Win {segment} customers back with {category}, which they have bought',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: {
      'zh-CN': '现在：他们通常相隔 {rhythm}购买，已逾期两倍以上',
      en: 'Now: they usually buy {rhythm} apart and more than twice that has passed',
    },
    offer: { 'zh-CN': '一次性回归券，限 14 天', en: 'A single come-back voucher, valid 14 days' },
    measure: { 'zh-CN': '60 天内购买率', en: 'Purchase within 60 days' },
    days: 60,
    worthwhile: 0.2,
  },
  {
    id: 'win-back-once',
    when: { pNoneAbove: 0.6, repeatBelow: 0.3 },
    message: {
      'zh-CN': '{segment}人群大多只买过一次：先问原因，再用{category}请他们回来',
      en: 'Most {segment} customers bought once and left: ask why first, then invite them back with {category}',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '一次，不重复打扰', en: 'Once, and not again' },
    offer: { 'zh-CN': '两题问卷，答完送一次性回归券', en: 'A survey of two questions with a single come-back voucher' },
    measure: { 'zh-CN': '60 天内购买率', en: 'Purchase within 60 days' },
    days: 60,
    worthwhile: 0.2,
  },
  {
    id: 'second-purchase',
    when: { repeatBelow: 0.3, pNoneBelow: 0.7 },
    message: {
      'zh-CN': '促成{segment}人群的第二单：推荐与{category}搭配的商品',
      en: 'Bring {segment} customers to a second purchase: suggest what goes with {category}',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '首单后 14 天', en: '14 days after the first order' },
    offer: { 'zh-CN': '第二单免运费', en: 'Free delivery on the second order' },
    measure: { 'zh-CN': '90 天内第二单率', en: 'Second order within 90 days' },
    days: 90,
    worthwhile: 0.2,
  },
  {
    id: 'replenish',
    when: { rhythmAtMost: 90, overdueBelow: 1, pNoneBelow: 0.4 },
    message: {
      'zh-CN': '在{segment}人群通常再次购买之前提醒：{category}',
      en: 'Remind {segment} customers of {category} just before they usually buy again',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '上次购买后约 {rhythm}', en: 'About {rhythm} after the last purchase' },
    offer: { 'zh-CN': '无需折扣：一键复购', en: 'No discount: one-tap reorder' },
    measure: { 'zh-CN': '30 天内复购率', en: 'Repurchase within 30 days' },
    days: 30,
    worthwhile: 0.1,
  },
  {
    id: 'referral',
    when: { npsAbove: 30 },
    message: { 'zh-CN': '请{segment}人群推荐朋友', en: 'Ask {segment} customers to bring a friend' },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '给出 9–10 分后三天内', en: 'Within three days of a 9 or 10' },
    offer: { 'zh-CN': '双方各得积分', en: 'Points for both' },
    measure: { 'zh-CN': '60 天内复购率与带来的新客', en: 'Repurchase within 60 days and new customers brought' },
    days: 60,
    worthwhile: 0.1,
  },
  {
    id: 'recover',
    when: { npsBelow: 0 },
    message: {
      'zh-CN': '由客服联系{segment}人群，先倾听再处理',
      en: 'Have support write to {segment} customers: listen first, then repair',
    },
    channel: { 'zh-CN': '客服', en: 'Support' },
    timing: { 'zh-CN': '给出 0–6 分后两天内', en: 'Within two days of a 0 to 6' },
    offer: { 'zh-CN': '按问题补偿，不群发', en: 'Amends that fit the case, no mass mailing' },
    measure: { 'zh-CN': '90 天内复购率；下次 NPS', en: 'Repurchase within 90 days; the next NPS' },
    days: 90,
    worthwhile: 0.2,
  },
  {
    id: 'value-pack',
    when: { tags: ['price-sensitive'] },
    message: {
      'zh-CN': '向{segment}人群推荐更划算的组合，而不是单品降价',
      en: 'Offer {segment} customers better-value packs rather than cutting single prices',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '下一个购买周期前', en: 'Before their next purchase is due' },
    offer: { 'zh-CN': '{category}组合装', en: '{category} packs' },
    measure: { 'zh-CN': '客单价与 60 天内复购率', en: 'Order value and repurchase within 60 days' },
    days: 60,
    worthwhile: 0.15,
  },
  {
    id: 'vip-care',
    when: { tags: ['high-value'], pNoneBelow: 0.5 },
    message: {
      'zh-CN': '给{segment}人群优先体验与专属客服',
      en: 'Give {segment} customers first access and a named contact',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '新品上市前两周', en: 'Two weeks before a launch' },
    offer: { 'zh-CN': '不打折：优先权', en: 'No discount: priority' },
    measure: { 'zh-CN': '90 天内复购率与消费额', en: 'Repurchase and spend within 90 days' },
    days: 90,
    worthwhile: 0.1,
  },
  {
    id: 'grant-wish',
    when: { wishes: ['*'] },
    message: {
      'zh-CN': '“{wish}”有改进时，先请{segment}人群试用',
      en: 'Let {segment} customers be the first to try what is improved about “{wish}”',
    },
    channel: { 'zh-CN': '{channel}', en: '{channel}' },
    timing: { 'zh-CN': '内测开始时', en: 'At the start of the trial' },
    offer: { 'zh-CN': '抢先试用', en: 'Early access' },
    measure: { 'zh-CN': '试用后 60 天内购买率', en: 'Purchase within 60 days of the trial' },
    days: 60,
    worthwhile: 0.2,
  },
].map((rule) => StrategyRule.parse(rule));

/** The rule book of an edition as it is stored, where `null` stands for the one that the product brings. */
export function strategyBookOf({
  edition,
  value,
  changedAt,
}: {
  edition: number;
  value: StrategyRule[] | null;
  changedAt: string | null;
}): StrategyBook {
  return { edition, origin: value ? 'team' : 'built-in', rules: value ?? [...STRATEGY_BOOK], changedAt };
}
