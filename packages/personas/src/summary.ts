import type { Bilingual, Persona, PersonaShare, PersonaTheme } from '@soundings/contracts/persona';
import { behaviourInWords, sizeInWords } from './behaviour-in-words.ts';
import { grouped, joined, percent, sentences } from './numbers-in-words.ts';
import { distinctTraits, modes, type Trait } from './traits.ts';
import { bilingual } from './words.ts';

export type Summarised = Pick<
  Persona,
  'segment' | 'behaviour' | 'attitude' | 'dimensions' | 'pains' | 'wishes' | 'praise' | 'privacy' | 'context'
>;
type Sentence = Bilingual | null;

/** Shares of fewer answers are within ±18 points at best. */
const FEW = 30;

type Telling = {
  known: ReadonlySet<string>;
  horizonDays: number;
  /** The day before which purchases count. */
  asOf: string | null;
  /** There are neither customers nor respondents at all. */
  nobody: boolean;
  /** How many of them gave feedback, whatever was found in it. */
  heard: number;
};

const NOBODY: Bilingual = {
  'zh-CN': '还没有任何可以描述的人：既无购买记录，也无问卷回答',
  en: 'Nobody is known yet: there are neither purchases nor survey answers',
};

/** The persona in a few sentences, each assembled from its numbers. `known` are the dimensions that it was divided by. */
export function summarisePersona(persona: Summarised, { known, horizonDays, asOf, nobody, heard }: Telling): Bilingual {
  return sentences([
    nobody ? NOBODY : sizeInWords(persona),
    ...behaviourInWords(persona.behaviour, horizonDays, asOf),
    marksOf(persona, known),
    modesOf(persona, known),
    feelsOf(persona),
    themesOf(persona.pains, { zh: '抱怨', en: 'complain of' }),
    themesOf(persona.wishes, { zh: '希望改进', en: 'wish for better' }),
    themesOf(persona.praise, { zh: '称赞', en: 'praise' }),
    contextOf(persona),
    unknownOf(persona, heard),
  ]);
}

function trait({ from, cell }: Trait, overall: boolean): Bilingual {
  const [name, value] = [bilingual(from.label), bilingual(cell.label)];
  // What purchases say, they say of everyone; of a survey it matters how many answered.
  const people = overall && from.source === 'survey' ? grouped(from.n) : null;
  const than = overall && cell.overall !== null ? percent(cell.overall) : null;
  const zh = [people && `约 ${people} 人`, than && `总体 ${than}`].filter(Boolean).join('；');
  const en = [people && `of about ${people}`, than && `all: ${than}`].filter(Boolean).join('; ');
  return {
    'zh-CN': `${name['zh-CN']}“${value['zh-CN']}” ${percent(cell.share)}${zh && `（${zh}）`}`,
    en: `${name.en} “${value.en}” ${percent(cell.share)}${en && ` (${en})`}`,
  };
}

function marksOf(persona: Summarised, known: ReadonlySet<string>): Sentence {
  const marks = distinctTraits(persona, known).map((found) => trait(found, true));
  return marks.length === 0 ? null : joined({ 'zh-CN': '明显多于其他人', en: 'Clearly more than others' }, marks);
}

/** What surveys say of who they are, also where it is as everywhere. */
function modesOf(persona: Summarised, known: ReadonlySet<string>): Sentence {
  const marked = new Set(distinctTraits(persona, known).map(({ dimension }) => dimension));
  const found = modes(persona, known).filter(
    ({ dimension, from }) => from.source === 'survey' && !marked.has(dimension),
  );
  // Sums of counts in steps may come to more than the count of all of them.
  const n = Math.min(persona.segment.n ?? 0, Math.max(0, ...found.map(({ from }) => from.n)));
  return found.length === 0
    ? null
    : joined(
        n < FEW
          ? {
              'zh-CN': `最常见（问卷仅约 ${n} 人，只作线索）`,
              en: `Most often (surveys of only about ${n} people: a lead)`,
            }
          : { 'zh-CN': `最常见（问卷，约 ${grouped(n)} 人）`, en: `Most often (surveys, about ${grouped(n)} people)` },
        found.slice(0, 5).map((one) => trait(one, false)),
      );
}

const range = ({ interval: [low, high] }: PersonaShare) => `${percent(low)}–${percent(high)}`;

function feelsOf({ attitude: { nps, csat, productMarketFit } }: Summarised): Sentence {
  const parts = [
    nps && {
      'zh-CN': `NPS ${nps.value}（95% 区间 ${nps.interval[0]} 至 ${nps.interval[1]}，约 ${grouped(nps.n)} 人）`,
      en: `NPS ${nps.value} (95% interval ${nps.interval[0]} to ${nps.interval[1]}, about ${grouped(nps.n)} people)`,
    },
    csat && {
      'zh-CN': `${percent(csat.share)} 满意（95% 区间 ${range(csat)}，约 ${grouped(csat.n)} 人）`,
      en: `${percent(csat.share)} satisfied (95% interval ${range(csat)}, of about ${grouped(csat.n)})`,
    },
    productMarketFit && {
      'zh-CN': `${percent(productMarketFit.share)} 会因没有本产品而非常失望（95% 区间 ${range(productMarketFit)}，约 ${grouped(productMarketFit.n)} 人）`,
      en: `${percent(productMarketFit.share)} would be very disappointed without the product (95% interval ${range(productMarketFit)}, of about ${grouped(productMarketFit.n)})`,
    },
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : joined({ 'zh-CN': '态度', en: 'Attitude' }, parts);
}

/** Of what others name as often, this part of the people at least. */
const WORTH_SAYING = 0.05;

/** What this segment names more than others; where there is no such theme, what it names most, and that others do too. */
function themesOf(themes: readonly PersonaTheme[], verb: { zh: string; en: string }): Sentence {
  const distinct = themes.filter(({ against }) => against === 'more');
  const shared = themes.filter(({ against, share }) => against !== 'less' && share >= WORTH_SAYING);
  const told = (distinct.length > 0 ? distinct : shared).slice(0, 3);
  if (told.length === 0) return null;
  const compared = told.some(({ against }) => against !== null);
  const n = Math.max(...told.map((claim) => claim.n));
  const of =
    n < FEW
      ? { zh: `（仅约 ${n} 人留下评价，只作线索）`, en: ` (only about ${n} gave feedback: a lead)` }
      : { zh: `（约 ${grouped(n)} 人留下评价）`, en: ` (of about ${grouped(n)} who gave feedback)` };
  const head =
    distinct.length > 0
      ? { 'zh-CN': `比其他人更常${verb.zh}${of.zh}`, en: `More than others they ${verb.en}${of.en}` }
      : compared
        ? { 'zh-CN': `与其他人一样常${verb.zh}${of.zh}`, en: `Like others they ${verb.en}${of.en}` }
        : { 'zh-CN': `最常${verb.zh}${of.zh}`, en: `They ${verb.en}${of.en}` };
  return joined(
    head,
    told.map((claim) => themeInWords(claim, distinct.length > 0)),
  );
}

function themeInWords({ name, share, lift, others }: PersonaTheme, compared: boolean): Bilingual {
  const { 'zh-CN': zh, en } = bilingual(name);
  if (!compared || lift === null) return { 'zh-CN': `${zh}（${percent(share)}）`, en: `${en} (${percent(share)})` };
  if (others === 0) {
    return {
      'zh-CN': `${zh}（${percent(share)}，其他人几乎没有）`,
      en: `${en} (${percent(share)}, others hardly at all)`,
    };
  }
  const times = lift.toFixed(1);
  return {
    'zh-CN': `${zh}（${percent(share)}，为其他人的 ${times} 倍）`,
    en: `${en} (${percent(share)}, ${times} times as often as others)`,
  };
}

/** Where nobody can be named, what is said of the product still stands, as that. */
function contextOf({ context, pains, wishes, praise }: Summarised): Sentence {
  if (pains.length + wishes.length + praise.length > 0) return null;
  const told = context.filter(({ role, intent }) => role === 'ours' && intent === 'complaint').slice(0, 3);
  if (told.length === 0) return null;
  return joined(
    {
      'zh-CN': `无法对应到人的评价中最常见的抱怨（产品层面，约 ${grouped(told[0]?.n ?? 0)} 条）`,
      en: `Most frequent complaints in feedback that names nobody (of the product, about ${grouped(told[0]?.n ?? 0)} texts)`,
    },
    told.map(({ name, share }) => {
      const { 'zh-CN': zh, en } = bilingual(name);
      return { 'zh-CN': `${zh}（${percent(share)}）`, en: `${en} (${percent(share)})` };
    }),
  );
}

/** What is not known, since silence reads as nothing to tell. */
function unknownOf(
  { segment, behaviour, attitude, dimensions, pains, wishes, praise }: Summarised,
  heard: number,
): Sentence {
  if (segment.n === null) return null;
  const { nps, csat, ces, productMarketFit } = attitude;
  const missing = [
    !behaviour.orders && { 'zh-CN': '购买行为', en: 'what they buy' },
    !(nps ?? csat ?? ces ?? productMarketFit) && { 'zh-CN': '对我们的态度', en: 'how they feel about us' },
    Object.values(dimensions).every(({ source }) => source !== 'survey') && { 'zh-CN': '人口特征', en: 'who they are' },
    pains.length + wishes.length + praise.length === 0 && {
      'zh-CN': `具体痛点${heard > 0 ? `（约 ${grouped(heard)} 人留下评价，未识别出主题）` : ''}`,
      en: `what hurts them${heard > 0 ? ` (about ${grouped(heard)} gave feedback, and no theme was recognised in it)` : ''}`,
    },
  ].filter((part) => part !== false);
  return missing.length === 0 ? null : joined({ 'zh-CN': '尚不了解', en: 'Not known' }, missing);
}
