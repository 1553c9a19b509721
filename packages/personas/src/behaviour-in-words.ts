import type { Bilingual, Persona, PersonaBehaviour, PersonaCategory } from '@soundings/contracts/persona';
import { grouped, joined, percent, quantity } from './numbers-in-words.ts';
import { bilingual } from './words.ts';

/** How many people it is about, and what part of all. */
export function sizeInWords({ segment, privacy }: Pick<Persona, 'segment' | 'privacy'>): Bilingual {
  const label = bilingual(segment.label);
  const { k } = privacy;
  if (segment.n === null) {
    return {
      'zh-CN': `“${label['zh-CN']}”不足 ${k} 人，为保护个人不作描述`,
      en: `“${label.en}” has fewer than ${k} people: nothing is told of so few`,
    };
  }
  const people =
    segment.unit === 'customers' ? { zh: '位客户', en: 'customers' } : { zh: '位受访者', en: 'respondents' };
  const share = segment.customerShare === null || segment.customerShare === 1 ? null : percent(segment.customerShare);
  const revenue = segment.revenueShare === null || segment.revenueShare === 1 ? null : percent(segment.revenueShare);
  return {
    'zh-CN': `约 ${grouped(segment.n)} ${people.zh}${share ? `，占 ${share}` : ''}${revenue ? `，贡献 ${revenue} 的销售额` : ''}`,
    en: `About ${grouped(segment.n)} ${people.en}${share ? `, ${share} of all` : ''}${revenue ? `, ${revenue} of revenue` : ''}`,
  };
}

/** Of fewer of the buyers a rhythm is that of those who came back, not of all. */
const MOST = 0.8;

/** Is a category bought by more of them than of others, beyond chance and by enough to speak of? */
export function isBoughtMore({ against, share, overall }: PersonaCategory): boolean {
  return against === 'more' && share > 1.2 * (overall ?? 1);
}

/** What they do, as a few sentences; none where nothing is known. `asOf` is the day before which purchases count. */
export function behaviourInWords(behaviour: PersonaBehaviour, horizonDays: number, asOf: string | null): Bilingual[] {
  const { orders, averageOrder, rhythmDays, recencyDays, pNone, categories } = behaviour;
  const back = rhythmDays && orders && rhythmDays.n < MOST * orders.n;
  const parts = [
    orders && { 'zh-CN': `人均下过 ${quantity(orders)['zh-CN']}`, en: `${quantity(orders).en} each on average` },
    averageOrder && {
      'zh-CN': `客单价中位数 ${quantity(averageOrder)['zh-CN']}`,
      en: `typically for ${quantity(averageOrder).en}`,
    },
    rhythmDays && {
      'zh-CN': `${back ? '再次购买的人' : ''}通常相隔 ${quantity(rhythmDays)['zh-CN']}`,
      en: back
        ? `${quantity(rhythmDays).en} apart for those who came back`
        : `usually ${quantity(rhythmDays).en} apart`,
    },
    recencyDays && {
      'zh-CN': `上次购买在 ${quantity(recencyDays)['zh-CN']}前（中位数）`,
      en: `the last one typically ${quantity(recencyDays).en} before`,
    },
  ].filter((part) => part !== null);
  const more = categories.filter(isBoughtMore);
  return [
    ...(parts.length > 0
      ? [
          {
            'zh-CN': `${asOf ? `${asOf} 之前，` : ''}${parts.map((part) => part['zh-CN']).join('，')}`,
            en: `${asOf ? `Before ${asOf}: ` : ''}${parts.map(({ en }) => en).join(', ')}`,
          },
        ]
      : []),
    ...(pNone ? [leavingInWords(pNone.mean, horizonDays)] : []),
    ...(more.length > 0
      ? [
          joined(
            { 'zh-CN': '比其他人更常买', en: 'Bought by more of them than of others' },
            more.slice(0, 3).map(({ category, share, overall }) => ({
              'zh-CN': `${category}（${percent(share)}，总体 ${percent(overall ?? 0)}）`,
              en: `${category} (${percent(share)}, all: ${percent(overall ?? 0)})`,
            })),
          ),
        ]
      : []),
  ];
}

function leavingInWords(probability: number, horizonDays: number): Bilingual {
  const within =
    horizonDays === 365
      ? { zh: '一年内', en: 'within a year' }
      : { zh: `${horizonDays} 天内`, en: `within ${horizonDays} days` };
  // Said of what is likelier, it needs no double negation.
  return probability < 0.5
    ? {
        'zh-CN': `平均有 ${percent(1 - probability)} 的可能在${within.zh}再次购买`,
        en: `On average they are ${percent(1 - probability)} likely to buy again ${within.en}`,
      }
    : {
        'zh-CN': `${within.zh}不再购买的概率平均 ${percent(probability)}`,
        en: `On average they are ${percent(probability)} likely not to buy again ${within.en}`,
      };
}
