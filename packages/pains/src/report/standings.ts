import type { PainPoint } from '@soundings/contracts/pain-point';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { ALPHA } from './competition.ts';
import { differenceOf } from './shares.ts';

export type Standing = Pick<PainPoint, 'standing' | 'before'>;
type Named = Pick<PainPoint, 'id' | 'people'>;

/**
 * Each of a product's pains against its share in an earlier report; changes within chance are `same`, the tests of a
 * product corrected together. Where both reports tell of the same people the tests are on the cautious side.
 */
export function standingsAgainst(earlier: readonly Named[], pains: readonly Named[]): Standing[] {
  const known = new Map(earlier.map(({ id, people }) => [id, people]));
  const differences = pains.map(({ id, people }) => {
    const before = known.get(id);
    return before && differenceOf(people, before);
  });
  const corrected = benjaminiHochberg(differences.flatMap((difference) => difference?.p ?? []));
  let tested = 0;
  return differences.map((difference): Standing => {
    if (difference === undefined) return { standing: 'new', before: null };
    const isChanged = (corrected[tested++] ?? 1) <= ALPHA;
    return { standing: isChanged ? (difference.difference > 0 ? 'up' : 'down') : 'same', before: difference.second };
  });
}
