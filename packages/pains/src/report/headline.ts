import type { PainReport, ProductPains } from '@soundings/contracts/pain-point';

type Numbers = Pick<PainReport, 'counts' | 'products' | 'alarms' | 'gaps'>;

/** Shares of fewer people are within ±18 points at best: they are counted out, and called too few. */
const FEW = 30;

/** One paragraph a language, made of the report's numbers alone. */
export function headlineOf(report: Numbers): PainReport['headline'] {
  return { 'zh-CN': chinese(report), en: english(report) };
}

function english({ products, alarms, gaps }: Numbers): string {
  const ours = products.filter(({ role, people }) => role === 'ours' && people > 0);
  if (ours.length === 0) return 'Nobody said anything about our products in this window.';
  const sentences = ours.map((product) => {
    const [first] = product.pains;
    const heard = `${count(product.people)} ${product.people === 1 ? 'person' : 'people'} spoke about ${product.name}`;
    if (first === undefined) {
      const texts = product.painFeedback;
      return texts === 0
        ? `${heard}; nobody complained.`
        : `${heard}; ${texts} ${texts === 1 ? 'text complains or wishes' : 'texts complain or wish'} for something, of no theme often enough to be listed.`;
    }
    if (product.people < FEW) {
      return `${heard}, too few to tell what hurts most: named most so far is “${first.names.en}”, by ${count(first.people.people)} of ${count(first.people.of)} (95 % interval ${interval(first.people)}).`;
    }
    const second = product.pains[1];
    if (second?.people.people === first.people.people) {
      return `${heard}: “${first.names.en}” and “${second.names.en}” hurt most, ${percent(first.people.share)} of them each (95 % interval ${interval(first.people)})${english2(product)}.`;
    }
    const then = second === undefined ? '' : `, then “${second.names.en}” (${percent(second.people.share)})`;
    return `${heard}: “${first.names.en}” hurts most, ${percent(first.people.share)} of them (95 % interval ${interval(first.people)})${then}${english2(product)}.`;
  });
  const rising = risingWeeks(alarms)
    .map(({ week, themes }) => ` Rising in the week of ${week}: ${themes.map(({ names }) => names.en).join(', ')}.`)
    .join('');
  const open = gaps.filter(({ kind }) => kind === 'their-pain').length;
  const room =
    open === 0 ? '' : ` Competitors hurt more than we do in ${open} ${open === 1 ? 'comparison' : 'comparisons'}.`;
  return `${sentences.join(' ')}${rising}${room}`;
}

function english2({ lost }: ProductPains): string {
  if (lost === null || lost.points <= 0) return '';
  return `; all pains together cost ${lost.points.toFixed(2)} points of ${lost.measure === 'nps' ? 'the NPS answer' : 'the rating'} (n = ${count(lost.n)})`;
}

function chinese({ products, alarms, gaps }: Numbers): string {
  const ours = products.filter(({ role, people }) => role === 'ours' && people > 0);
  if (ours.length === 0) return '本期没有人谈到我们的产品。';
  const sentences = ours.map((product) => {
    const [first] = product.pains;
    const heard = `${count(product.people)} 人谈到${product.name}`;
    if (first === undefined) {
      return product.painFeedback === 0
        ? `${heard}，没有人抱怨。`
        : `${heard}，有 ${product.painFeedback} 条文本抱怨或期望改进，但没有哪个主题多到值得列出。`;
    }
    if (product.people < FEW) {
      return `${heard}，人数太少，还不足以判断什么最痛：目前提到最多的是“${first.names['zh-CN']}”，${count(first.people.of)} 人中有 ${count(first.people.people)} 人（95% 区间 ${interval(first.people)}）。`;
    }
    const second = product.pains[1];
    if (second?.people.people === first.people.people) {
      return `${heard}：最痛的是“${first.names['zh-CN']}”和“${second.names['zh-CN']}”，各占 ${percent(first.people.share)}（95% 区间 ${interval(first.people)}）${chinese2(product)}。`;
    }
    const then = second === undefined ? '' : `，其次是“${second.names['zh-CN']}”（${percent(second.people.share)}）`;
    return `${heard}：最痛的是“${first.names['zh-CN']}”，占 ${percent(first.people.share)}（95% 区间 ${interval(first.people)}）${then}${chinese2(product)}。`;
  });
  const rising = risingWeeks(alarms)
    .map(({ week, themes }) => `${week} 起的一周上升：${themes.map(({ names }) => names['zh-CN']).join('、')}。`)
    .join('');
  const open = gaps.filter(({ kind }) => kind === 'their-pain').length;
  const room = open === 0 ? '' : `竞品有 ${open} 处比我们更痛。`;
  return `${sentences.join('')}${rising}${room}`;
}

function chinese2({ lost }: ProductPains): string {
  if (lost === null || lost.points <= 0) return '';
  return `；全部痛点共拉低${lost.measure === 'nps' ? ' NPS 打分' : '评分'} ${lost.points.toFixed(2)} 分（n = ${count(lost.n)}）`;
}

/** Alarms by the week that they are of, which is long ago where feedback ended long ago. */
function risingWeeks(alarms: Numbers['alarms']): { week: string; themes: Numbers['alarms'] }[] {
  const weeks = [...new Set(alarms.map(({ week }) => week.slice(0, 10)))].sort();
  return weeks.map((week) => ({ week, themes: alarms.filter((alarm) => alarm.week.startsWith(week)) }));
}

const percent = (share: number | null) =>
  share === null ? '–' : `${share < 0.0995 ? Math.round(share * 1000) / 10 : Math.round(share * 100)}%`;
const interval = ({ low, high }: { low: number; high: number }) =>
  `${Math.round(low * 100)}–${Math.round(high * 100)}%`;
const count = (people: number) => String(Math.round(people));
