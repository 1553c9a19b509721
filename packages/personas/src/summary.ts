import type { Bilingual, Persona, PersonaTheme } from '@soundings/contracts/persona';
import { grouped, percent, quantity } from './numbers-in-words.ts';
import { bilingual } from './words.ts';

type Summarised = Pick<
  Persona,
  'segment' | 'behaviour' | 'attitude' | 'dimensions' | 'pains' | 'wishes' | 'praise' | 'privacy' | 'context' | 'kind'
>;
type Sentence = Bilingual | null;

/** The persona in a few sentences, each assembled from its numbers. */
export function summarisePersona(persona: Summarised): Bilingual {
  const sentences = [
    sizeOf(persona),
    buysOf(persona),
    whoOf(persona),
    feelsOf(persona),
    themesOf(persona.pains, { zh: '抱怨', en: 'complain of' }),
    themesOf(persona.wishes, { zh: '希望', en: 'wish for' }),
    unknownOf(persona),
  ].filter((sentence) => sentence !== null);
  return {
    'zh-CN': sentences.map((sentence) => `${sentence['zh-CN']}。`).join(''),
    en: sentences.map(({ en }) => `${en}.`).join(' '),
  };
}

function sizeOf({ segment, privacy }: Summarised): Sentence {
  const label = bilingual(segment.label);
  if (segment.n === null) {
    return {
      'zh-CN': `“${label['zh-CN']}”不足 ${privacy.k} 人，为保护个人不作描述`,
      en: `“${label.en}” has fewer than ${privacy.k} people: nothing is told of so few`,
    };
  }
  const people =
    segment.unit === 'customers' ? { zh: '位客户', en: 'customers' } : { zh: '位受访者', en: 'respondents' };
  const share = segment.customerShare === null || segment.customerShare === 1 ? null : percent(segment.customerShare);
  const revenue = segment.revenueShare === null || segment.revenueShare === 1 ? null : percent(segment.revenueShare);
  return {
    'zh-CN': `约 ${grouped(segment.n)} ${people.zh}${share ? `，占 ${share}` : ''}${revenue ? `，贡献 ${revenue}的销售额` : ''}`,
    en: `About ${grouped(segment.n)} ${people.en}${share ? `, ${share} of all` : ''}${revenue ? `, ${revenue} of revenue` : ''}`,
  };
}

function buysOf({ behaviour }: Summarised): Sentence {
  const { orders, averageOrder, rhythmDays, pNone } = behaviour;
  const parts = [
    orders && { zh: `平均 ${quantity(orders)['zh-CN']}`, en: `on average ${quantity(orders).en}` },
    averageOrder && {
      zh: `客单价中位数 ${quantity(averageOrder)['zh-CN']}`,
      en: `a typical order of ${quantity(averageOrder).en}`,
    },
    rhythmDays && { zh: `通常相隔 ${quantity(rhythmDays)['zh-CN']}`, en: `usually ${quantity(rhythmDays).en} apart` },
    pNone && {
      zh: `不再购买的概率平均 ${percent(pNone.mean)}`,
      en: `a mean probability of ${percent(pNone.mean)} not to buy again`,
    },
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return {
    'zh-CN': `购买行为：${parts.map(({ zh }) => zh).join('，')}`,
    en: `They buy: ${parts.map(({ en }) => en).join(', ')}`,
  };
}

/** Of each dimension known by survey or purchase the largest value, if any is clearly more than elsewhere or most. */
function whoOf({ dimensions }: Summarised): Sentence {
  const parts = Object.values(dimensions).flatMap(({ label, distribution, n }) => {
    const cell = distribution.find(
      ({ suppressed, interval, against }) => !suppressed && (interval[0] >= 0.5 || against === 'more'),
    );
    if (!cell) return [];
    const [name, value] = [bilingual(label), bilingual(cell.label)];
    const than = cell.overall === null || cell.against !== 'more' ? null : percent(cell.overall);
    return [
      {
        zh: `${name['zh-CN']} ${value['zh-CN']} ${percent(cell.share)}${than ? `（总体 ${than}）` : ''}，n≈${grouped(n)}`,
        en: `${name.en} ${value.en} ${percent(cell.share)}${than ? ` (all: ${than})` : ''}, n≈${grouped(n)}`,
      },
    ];
  });
  if (parts.length === 0) return null;
  return {
    'zh-CN': `特征：${parts.map(({ zh }) => zh).join('；')}`,
    en: `Traits: ${parts.map(({ en }) => en).join('; ')}`,
  };
}

function feelsOf({ attitude: { nps } }: Summarised): Sentence {
  if (!nps) return null;
  const [low, high] = nps.interval;
  return {
    'zh-CN': `NPS ${nps.value}（95% 区间 ${low} 至 ${high}，n≈${grouped(nps.n)}）`,
    en: `NPS ${nps.value} (95% interval ${low} to ${high}, n≈${grouped(nps.n)})`,
  };
}

function themesOf(themes: readonly PersonaTheme[], verb: { zh: string; en: string }): Sentence {
  const told = themes.filter(({ against }) => against === 'more' || against === null).slice(0, 3);
  if (told.length === 0) return null;
  const one = (claim: PersonaTheme, language: 'zh-CN' | 'en') => {
    const lift =
      claim.lift === null ? '' : language === 'en' ? `, ${claim.lift}× others` : `，为其他人的 ${claim.lift} 倍`;
    return `${bilingual(claim.name)[language]} (${percent(claim.share)}${lift})`;
  };
  const than = told.some(({ against }) => against === 'more');
  return {
    'zh-CN': `${than ? '比其他人更常' : '常'}${verb.zh}：${told
      .map((claim) => one(claim, 'zh-CN').replace(' (', '（').replace(')', '）'))
      .join('、')}`,
    en: `They ${verb.en}${than ? ', more than others do' : ''}: ${told.map((claim) => one(claim, 'en')).join('; ')}`,
  };
}

/** What is not known, since silence reads as nothing to tell. */
function unknownOf({ segment, behaviour, attitude, dimensions, pains, wishes, praise }: Summarised): Sentence {
  if (segment.n === null) return null;
  const missing = [
    !behaviour.orders && { zh: '购买行为', en: 'what they buy' },
    !attitude.nps && { zh: '推荐意愿', en: 'whether they would recommend us' },
    Object.values(dimensions).every(({ source }) => source !== 'survey') && { zh: '人口特征', en: 'who they are' },
    pains.length + wishes.length + praise.length === 0 && { zh: '具体痛点', en: 'what hurts them' },
  ].filter((part) => part !== false);
  if (missing.length === 0) return null;
  return {
    'zh-CN': `尚不了解：${missing.map(({ zh }) => zh).join('、')}`,
    en: `Not known: ${missing.map(({ en }) => en).join(', ')}`,
  };
}
