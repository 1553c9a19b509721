import type { Bilingual, Persona, PersonaCell } from '@soundings/contracts/persona';
import { bilingual } from './words.ts';

type Named = Pick<Persona, 'dimensions' | 'segment'>;

/** What a name may say of people, in the order of either language. */
const NAMED = ['region', 'age', 'identity', 'gender'] as const;

/**
 * A name that describes: the segment, and of the portrait what holds for most of it beyond doubt (at least half, lower
 * end of the interval) without being just as true of everyone else. Never an invented person.
 */
export function namePersona({ dimensions, segment }: Named): Bilingual {
  const traits = NAMED.flatMap((dimension) => {
    const cell = dimensions[dimension]?.distribution.find(isTrait);
    return cell ? [bilingual(cell.label)] : [];
  });
  const label = bilingual(segment.label);
  if (traits.length === 0) return label;
  return {
    'zh-CN': `${label['zh-CN']}：以${traits.map((trait) => trait['zh-CN']).join('、')}为主`,
    en: `${label.en}: mostly ${traits.map(({ en }) => en).join(', ')}`,
  };
}

function isTrait({ suppressed, interval, against }: PersonaCell): boolean {
  return !suppressed && interval[0] >= 0.5 && against !== 'alike' && against !== 'less';
}
