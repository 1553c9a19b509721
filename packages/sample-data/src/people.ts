import type { Draw } from './draw.ts';
import type { Aspect } from './makers.ts';

/** What kind of buyer somebody is; it shapes what they buy, answer and complain of. */
export type Kind = 'commuter' | 'sport' | 'office' | 'gift';

export type Person = {
  readonly id: string;
  readonly kind: Kind;
  readonly language: 'zh-CN' | 'en';
  readonly region: string;
  readonly gender: 'female' | 'male' | 'unsaid';
  readonly age: '18-24' | '25-34' | '35-44' | '45-54' | '55-64';
};

const KINDS = { commuter: 34, sport: 22, office: 26, gift: 18 };
const REGIONS = {
  '上海 Shanghai': 26,
  '北京 Beijing': 20,
  '广州 Guangzhou': 15,
  '成都 Chengdu': 13,
  'Singapore 新加坡': 11,
  'London 伦敦': 8,
  'Berlin 柏林': 7,
};
const AGES = {
  commuter: { '18-24': 20, '25-34': 45, '35-44': 22, '45-54': 10, '55-64': 3 },
  sport: { '18-24': 42, '25-34': 36, '35-44': 15, '45-54': 5, '55-64': 2 },
  office: { '18-24': 6, '25-34': 34, '35-44': 36, '45-54': 18, '55-64': 6 },
  gift: { '18-24': 10, '25-34': 22, '35-44': 25, '45-54': 26, '55-64': 17 },
} as const;
const WOMEN = { commuter: 0.48, sport: 0.38, office: 0.5, gift: 0.66 };

/** What each kind complains of more than others do: a factor on the maker's weights. */
export const SORE_SPOTS: Readonly<Record<Kind, Partial<Record<Aspect, number>>>> = {
  commuter: { battery: 2.2, quiet: 2 },
  sport: { comfort: 3, build: 2 },
  office: { connection: 2.6, sound: 1.6, app: 1.5 },
  gift: { delivery: 3, service: 2, price: 2 },
};

/** A buyer, made up. */
export function somebody(number: number, draw: Draw): Person {
  const kind = draw.weighted(KINDS);
  const region = draw.weighted(REGIONS);
  const isChinese = /^[^A-Z]/.test(region);
  return {
    id: `C${String(number).padStart(5, '0')}`,
    kind,
    language: draw.chance(isChinese ? 0.92 : 0.12) ? 'zh-CN' : 'en',
    region,
    gender: draw.chance(0.04) ? 'unsaid' : draw.chance(WOMEN[kind]) ? 'female' : 'male',
    age: draw.weighted(AGES[kind]),
  };
}
