import type { Bilingual, Persona } from '@soundings/contracts/persona';
import { wilson } from './proportion.ts';
import { commonTraits, isMarked } from './traits.ts';
import { bilingual, knownName } from './words.ts';

/** What surveys say of people that a name may tell, in the order of either language. */
const PEOPLE = ['region', 'age', 'identity', 'gender'];
const BUYERS: Bilingual = { 'zh-CN': '买家', en: 'buyers' };

/**
 * A name that describes: the segment, how its people buy, who they are; of each what holds for most of them beyond doubt
 * and is clearly more frequent than elsewhere: what holds for most people anyway names nobody. Never an invented person.
 * "冠军客户：高消费力的资深买家，多为女性".
 */
export function namePersona(persona: Pick<Persona, 'dimensions' | 'segment'>, known: ReadonlySet<string>): Bilingual {
  const told = new Map(
    commonTraits(persona, known)
      .filter(({ cell }) => isMarked(cell) && cell.against !== 'alike')
      .map(({ dimension, cell }) => [dimension, bilingual(knownName(dimension, cell.value) ?? cell.label)]),
  );
  const spending = told.get('spendingPower') ?? (known.has('spendingPower') ? undefined : spendingHalf(persona));
  const level = told.get('buyerLevel');
  const people = PEOPLE.flatMap((dimension) => told.get(dimension) ?? []);
  const parts: Bilingual[] = [];
  if (spending) {
    const noun = level ?? BUYERS;
    parts.push({ 'zh-CN': `${spending['zh-CN']}的${noun['zh-CN']}`, en: `${spending.en} ${noun.en}` });
  } else if (level) parts.push(level);
  if (people.length > 0) {
    parts.push({
      'zh-CN': `多为${people.map((trait) => trait['zh-CN']).join('、')}`,
      en: `mostly ${people.map(({ en }) => en).join(', ')}`,
    });
  }
  const { 'zh-CN': zh, en } = bilingual(persona.segment.label);
  const label = { 'zh-CN': zh, en: en.charAt(0).toUpperCase() + en.slice(1) };
  if (parts.length === 0) return label;
  return {
    'zh-CN': `${label['zh-CN']}：${parts.map((part) => part['zh-CN']).join('，')}`,
    en: `${label.en}: ${parts.map(({ en }) => en).join(', ')}`,
  };
}

/** Neither level alone may hold for most of them where the two highest, or the two lowest, together do. */
const ENDS: readonly { levels: readonly string[]; name: Bilingual }[] = [
  { levels: ['4', '5'], name: { 'zh-CN': '高消费力', en: 'high-spending' } },
  { levels: ['1', '2'], name: { 'zh-CN': '低消费力', en: 'low-spending' } },
];

function spendingHalf({ dimensions }: Pick<Persona, 'dimensions'>): Bilingual | undefined {
  const { distribution, n } = dimensions.spendingPower ?? { distribution: [], n: 0 };
  return ENDS.find(({ levels }) => {
    const cells = distribution.filter(({ value }) => levels.includes(value));
    const share = cells.reduce((sum, cell) => sum + cell.count, 0) / Math.max(1, n);
    const overall = cells.reduce((sum, cell) => sum + (cell.overall ?? 1), 0);
    return cells.length > 0 && wilson({ share: Math.min(1, share), n })[0] >= 0.5 && isMarked({ share, overall });
  })?.name;
}
