import type { Persona } from '@soundings/contracts/persona';
import { grouped } from './numbers-in-words.ts';

type Graded = Pick<Persona, 'dimensions' | 'behaviour' | 'attitude' | 'pains' | 'wishes' | 'praise' | 'segment'>;

/** What a persona rests on: people whose purchases are known, who answered, who were heard in their own words. */
export function groundsOf(persona: Graded): { bought: number; answered: number; heard: number } {
  const asked = Object.values(persona.dimensions).filter(({ source }) => source === 'survey');
  const { nps, csat, ces } = persona.attitude;
  const answered = [...asked, nps, csat, ces].map((claim) => claim?.n ?? 0);
  return {
    bought: persona.behaviour.orders?.n ?? 0,
    answered: Math.max(0, ...answered),
    heard: Math.max(0, ...[...persona.pains, ...persona.wishes, ...persona.praise].map(({ n }) => n)),
  };
}

/** From this many people a share is known to about ±18 points: fewer is grade C. */
const FEW = 30;
/** From this many to about ±7 points. */
const MANY = 200;

/**
 * How far a persona can be relied on. A: purchases, at least 200 answered and 200 heard. C: fewer than 30 answered, or
 * nothing known of what they buy or say. B: what lies between.
 */
export function gradePersona(persona: Graded): Persona['grade'] {
  const { bought, answered, heard } = groundsOf(persona);
  const value =
    answered < FEW || (bought === 0 && heard === 0) ? 'C' : Math.min(bought, answered, heard) >= MANY ? 'A' : 'B';
  const parts = [
    { n: bought, zh: ['有购买记录', '没有购买数据'], en: ['with purchases', 'no purchases'] },
    { n: answered, zh: ['回答问卷', '没有可关联的问卷回答'], en: ['answered surveys', 'no linked survey answers'] },
    { n: heard, zh: ['留下评价', '没有可关联的评价'], en: ['left feedback', 'no linked feedback'] },
  ];
  const limit = {
    A: {
      'zh-CN': '各项不少于 200 人，占比误差约 ±7 个百分点以内',
      en: 'at least 200 in each, shares within about ±7 points',
    },
    B: {
      'zh-CN': '回答不少于 30 人，占比误差最多约 ±18 个百分点',
      en: 'at least 30 answered, shares within about ±18 points',
    },
    C: { 'zh-CN': '依据不足，只作线索', en: 'too little to rely on: a lead, not a finding' },
  }[value];
  return {
    value,
    why: {
      'zh-CN': `${parts.map(({ n, zh }) => (n > 0 ? `约 ${grouped(n)} 人${zh[0]}` : zh[1])).join('，')}；${limit['zh-CN']}。`,
      en: `${parts.map(({ n, en }) => (n > 0 ? `about ${grouped(n)} ${en[0]}` : en[1])).join(', ')}; ${limit.en}.`,
    },
  };
}

/** Purchases or enough answers make a statistical persona, fewer voices a qualitative one, nobody an assumption. */
export function kindOf(persona: Graded): Persona['kind'] {
  const { bought, answered, heard } = groundsOf(persona);
  if (bought >= FEW || answered >= FEW) return 'statistical';
  return bought + answered + heard > 0 ? 'qualitative' : 'proto';
}
