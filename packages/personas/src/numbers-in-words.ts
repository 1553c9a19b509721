import type { Bilingual, PersonaMean, PersonaMedian } from '@soundings/contracts/persona';

export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** A count with thousands separated, the same in both languages. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

const UNITS: Record<string, Bilingual> = {
  days: { 'zh-CN': '天', en: 'days' },
  orders: { 'zh-CN': '单', en: 'orders' },
  score: { 'zh-CN': '分', en: 'of 5' },
  money: { 'zh-CN': '', en: '' },
};

/** A mean or median with its unit: `12 days`, `CNY 1,230`. */
export function quantity(claim: PersonaMean | PersonaMedian): Bilingual {
  const value = 'mean' in claim ? claim.mean : claim.median;
  const unit = UNITS[claim.unit];
  const number = value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
  if (!unit) return { 'zh-CN': `${number} ${claim.unit}`, en: `${claim.unit} ${number}` };
  return { 'zh-CN': `${number} ${unit['zh-CN']}`.trim(), en: `${number} ${unit.en}`.trim() };
}
