import type { Bilingual, PersonaMean, PersonaMedian } from '@soundings/contracts/persona';

/**
 * A share in whole percents, under a tenth with a decimal; what would read as none or all is said as less or more than that.
 * As the pages write it, so that a sentence and the table beside it never differ.
 */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1%';
  if (share < 1 && share > 0.9905) return `${Math.floor(1000 * share + 1e-9) / 10}%`;
  return Math.abs(share) < 0.0995
    ? `${Math.round(Number((1000 * share).toFixed(9))) / 10 + 0}%`
    : `${Math.round(Number((100 * share).toFixed(9)))}%`;
}

/** A count with thousands separated, the same in both languages. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

type Unit = { zh: string; one: string; many: string };
const UNITS: Record<string, Unit> = {
  days: { zh: ' 天', one: ' day', many: ' days' },
  orders: { zh: ' 单', one: ' order', many: ' orders' },
  score: { zh: ' 分', one: ' of 5', many: ' of 5' },
  money: { zh: '', one: '', many: '' },
  // ISO 4217 for no currency: the file named none.
  XXX: { zh: '', one: '', many: '' },
};

/** A mean or median with its unit: `12 days`, `CNY 1,230`. */
export function quantity(claim: PersonaMean | PersonaMedian): Bilingual {
  const value = 'mean' in claim ? claim.mean : claim.median;
  const unit = UNITS[claim.unit];
  const number = value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
  if (!unit) return { 'zh-CN': `${number} ${claim.unit}`, en: `${claim.unit} ${number}` };
  return { 'zh-CN': `${number}${unit.zh}`, en: `${number}${number === '1' ? unit.one : unit.many}` };
}

/** A head and its parts as one sentence, without its full stop. */
export function joined(head: Bilingual, parts: readonly Bilingual[]): Bilingual {
  return {
    'zh-CN': `${head['zh-CN']}：${parts.map((part) => part['zh-CN']).join('；')}`,
    en: `${head.en}: ${parts.map(({ en }) => en).join('; ')}`,
  };
}

/** Sentences as one text, each with its full stop. */
export function sentences(all: readonly (Bilingual | null)[]): Bilingual {
  const said = all.filter((sentence) => sentence !== null);
  return {
    'zh-CN': said.map((sentence) => `${sentence['zh-CN']}。`).join(''),
    en: said.map(({ en }) => `${en}.`).join(' '),
  };
}
