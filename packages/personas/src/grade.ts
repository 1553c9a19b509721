import type { Persona } from '@soundings/contracts/persona';
import { grouped } from './numbers-in-words.ts';

type Graded = Pick<Persona, 'dimensions' | 'behaviour' | 'attitude' | 'pains' | 'wishes' | 'praise' | 'segment'> & {
  grounds: Grounds;
};

/** What the claims alone do not say of what they rest on. */
export type Grounds = {
  /** How many of them gave feedback, whether a theme was found in it or not. */
  heard: number;
  /** Is there anyone to describe, has anyone answered, has anyone given feedback that names them? */
  people: boolean;
  answers: boolean;
  feedback: boolean;
  k: number;
};

/**
 * What a persona rests on: people whose purchases are known, who answered, who were heard in their own words. `worth` is
 * how many equal answers those who answered are worth, once weighted.
 */
export function groundsOf(persona: Graded): { bought: number; answered: number; worth: number; heard: number } {
  const asked = Object.values(persona.dimensions).filter(({ source }) => source === 'survey');
  const { nps, csat, ces } = persona.attitude;
  const claims = [...asked, nps, csat, ces];
  const answered = claims.map((claim) => claim?.n ?? 0);
  const worth = claims.map((claim) => (claim && 'effectiveN' in claim ? claim.effectiveN : (claim?.n ?? 0)));
  // Sums of counts in steps may come to more than the count of all of them.
  const most = persona.segment.n ?? 0;
  return {
    bought: persona.behaviour.orders?.n ?? 0,
    answered: Math.min(most, Math.max(0, ...answered)),
    worth: Math.min(most, Math.max(0, ...worth)),
    heard: Math.min(most, persona.grounds.heard),
  };
}

/** What weighting leaves of answers is told where it is less than this part. */
const MOST_KEPT = 0.8;
/** From this many people a share is known to about ±18 points: fewer is grade C. */
const FEW = 30;
/** From this many to about ±7 points. */
const MANY = 200;

/**
 * How far a persona can be relied on. A: purchases, at least 200 answered and 200 heard. C: fewer than 30 answered, or
 * nothing known of what they buy or say. B: what lies between. Answers count for what weighting leaves of them, which is
 * what intervals are made of.
 */
export function gradePersona(persona: Graded): Persona['grade'] {
  const { bought, answered, worth, heard } = groundsOf(persona);
  const { people, answers, feedback, k } = persona.grounds;
  if (people && persona.segment.n === null) {
    const why = { 'zh-CN': `不足 ${k} 人，不作描述。`, en: `Fewer than ${k} people: nothing is told of them.` };
    return { value: 'C', why };
  }
  const value = worth < FEW || (bought === 0 && heard === 0) ? 'C' : Math.min(bought, worth, heard) >= MANY ? 'A' : 'B';
  const lost = worth < MOST_KEPT * answered;
  const weighted = {
    'zh-CN': lost ? `（加权后相当于约 ${grouped(Math.round(worth))} 人）` : '',
    en: lost ? ` (worth about ${grouped(Math.round(worth))} once weighted)` : '',
  };
  const parts = [
    { n: bought, zh: ['有购买记录', '没有购买数据'], en: ['with purchases', 'no purchases'] },
    answers
      ? {
          n: answered,
          zh: [`回答问卷${weighted['zh-CN']}`, '可关联的问卷回答太少'],
          en: [`answered surveys${weighted.en}`, 'too few linked survey answers'],
        }
      : { n: 0, zh: ['', '没有可关联的问卷回答'], en: ['', 'no linked survey answers'] },
    feedback
      ? { n: heard, zh: ['留下评价', '可关联的评价太少'], en: ['left feedback', 'too little linked feedback'] }
      : { n: 0, zh: ['', '没有可关联的评价'], en: ['', 'no linked feedback'] },
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
