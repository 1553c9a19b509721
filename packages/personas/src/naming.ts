import type { Bilingual, Persona } from '@soundings/contracts/persona';
import { commonTraits } from './traits.ts';
import { bilingual, knownName } from './words.ts';

/** What surveys say of people that a name may tell, in the order of either language. */
const PEOPLE = ['region', 'age', 'identity', 'gender'];
const BUYERS: Bilingual = { 'zh-CN': '买家', en: 'buyers' };

/**
 * A name that describes: the segment, how its people buy, who they are; of each what holds for most of them beyond doubt
 * and is more frequent than elsewhere. Never an invented person. "冠军客户：高消费的资深买家，多为女性".
 */
export function namePersona(persona: Pick<Persona, 'dimensions' | 'segment'>, known: ReadonlySet<string>): Bilingual {
  const told = new Map(
    commonTraits(persona, known)
      .filter(({ cell }) => cell.against === 'more' || cell.against === null)
      .map(({ dimension, cell }) => [dimension, bilingual(knownName(dimension, cell.value) ?? cell.label)]),
  );
  const [spending, level] = [told.get('spendingPower'), told.get('buyerLevel')];
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
  const label = bilingual(persona.segment.label);
  if (parts.length === 0) return label;
  return {
    'zh-CN': `${label['zh-CN']}：${parts.map((part) => part['zh-CN']).join('，')}`,
    en: `${label.en}: ${parts.map(({ en }) => en).join(', ')}`,
  };
}
