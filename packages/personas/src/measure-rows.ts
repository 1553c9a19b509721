import type {
  Bilingual,
  PersonaAttitude,
  PersonaBehaviour,
  PersonaMean,
  PersonaMedian,
  PersonaShare,
} from '@soundings/contracts/persona';
import { MEASURES } from './markdown-words.ts';
import { percent, quantity } from './numbers-in-words.ts';

/** One number of a document as a reader sees it: its value and, in brackets, its interval or quartiles. */
export type MeasureRow = {
  id: string;
  label: Bilingual;
  value: Bilingual;
  range: Bilingual;
  n: number;
  evidence: string;
  /** The numbers themselves, for a table. */
  numbers: { value: number; low: number; high: number; unit: string };
};

/** What is measured of how a persona buys, a row each. */
export function behaviourRows({
  rfm,
  categories: _,
  path: __,
  priceBands: ___,
  ...measures
}: PersonaBehaviour): MeasureRow[] {
  return rowsOf({ ...rfm, ...measures });
}

/** What is measured of what a persona thinks, a row each. */
export function attitudeRows({ nps, ...measures }: PersonaAttitude): MeasureRow[] {
  const score = nps && {
    id: 'nps',
    label: MEASURES.nps ?? { 'zh-CN': 'NPS', en: 'NPS' },
    value: same(String(nps.value)),
    range: same(nps.interval.join(', ')),
    n: nps.n,
    evidence: nps.evidence,
    numbers: { value: nps.value, low: nps.interval[0], high: nps.interval[1], unit: 'points' },
  };
  return [...(score ? [score] : []), ...rowsOf(measures)];
}

function rowsOf(measures: Readonly<Record<string, PersonaMean | PersonaMedian | PersonaShare | null>>): MeasureRow[] {
  return Object.entries(measures).flatMap(([id, claim]) => {
    const label = MEASURES[id];
    if (!claim || !label) return [];
    return [{ id, label, n: claim.n, evidence: claim.evidence, ...shown(claim) }];
  });
}

function shown(claim: PersonaMean | PersonaMedian | PersonaShare): Pick<MeasureRow, 'value' | 'range' | 'numbers'> {
  if ('share' in claim) {
    const [low, high] = claim.interval;
    const numbers = { value: claim.share, low, high, unit: 'share' };
    return { value: same(percent(claim.share)), range: same(`${percent(low)}, ${percent(high)}`), numbers };
  }
  const [low, high] = 'median' in claim ? claim.quartiles : claim.interval;
  const numbers = { value: 'median' in claim ? claim.median : claim.mean, low, high, unit: claim.unit };
  if (claim.unit === 'probability' && 'mean' in claim) {
    return { value: same(percent(claim.mean)), range: same(`${percent(low)}, ${percent(high)}`), numbers };
  }
  return { value: quantity(claim), range: same(`${low.toLocaleString('en')}, ${high.toLocaleString('en')}`), numbers };
}

function same(text: string): Bilingual {
  return { 'zh-CN': text, en: text };
}
