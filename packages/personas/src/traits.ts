import type { Persona, PersonaCell, PersonaDimension } from '@soundings/contracts/persona';
import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import { documentDimension } from './words.ts';

export type Trait = { dimension: string; from: PersonaDimension; cell: PersonaCell };

/** A difference that is real may still be too small to matter: a trait is a third more frequent than elsewhere. */
const MARKED = 4 / 3;
/** And holds for at least this part of the people. */
const PART = 0.15;

/** The value of each dimension that marks these people: more frequent than among everyone else, beyond chance and by much. */
export function distinctTraits({ dimensions }: Pick<Persona, 'dimensions'>, known: ReadonlySet<string>): Trait[] {
  return traits(dimensions, known, ({ against, share, overall }) => {
    return against === 'more' && share >= PART && overall !== null && isMarked({ share, overall });
  });
}

/** Is a value so much more frequent here than among everyone that it says something of these people? */
export function isMarked({ share, overall }: Pick<PersonaCell, 'share' | 'overall'>): boolean {
  return overall === null || share >= MARKED * overall;
}

/** The value of each dimension that holds for most of these people, beyond chance, whether elsewhere as well or not. */
export function commonTraits({ dimensions }: Pick<Persona, 'dimensions'>, known: ReadonlySet<string>): Trait[] {
  return traits(dimensions, known, ({ interval }) => interval[0] >= 0.5);
}

/** The most frequent value of each dimension, where it is frequent enough to speak of. */
export function modes({ dimensions }: Pick<Persona, 'dimensions'>, known: ReadonlySet<string>): Trait[] {
  return traits(dimensions, known, ({ share }) => share >= 0.3);
}

function traits(
  dimensions: Persona['dimensions'],
  known: ReadonlySet<string>,
  holds: (cell: PersonaCell) => boolean,
): Trait[] {
  return Object.entries(dimensions).flatMap(([dimension, from]) => {
    if (known.has(dimension)) return [];
    const cell = largest(from.distribution.filter((candidate) => !candidate.suppressed && holds(candidate)));
    return cell ? [{ dimension, from, cell }] : [];
  });
}

/** The cell of most people; the first of several. */
export function largest(cells: readonly PersonaCell[]): PersonaCell | undefined {
  return cells.reduce<PersonaCell | undefined>(
    (most, cell) => (most && most.count >= cell.count ? most : cell),
    undefined,
  );
}

const COLUMNS: Record<string, string> = {
  region: 'region',
  buyer_level: 'buyerLevel',
  spending_power: 'spendingPower',
  price_band: 'priceBand',
  top_channel: 'channel',
};

/** Dimensions that people were divided by: true of a persona by definition, so neither a trait nor a test of it. */
export function dividedBy(grouping: PersonaGrouping): Set<string> {
  const tests = 'rules' in grouping ? grouping.rules.flatMap(({ where }) => where) : [{ column: grouping.by }];
  const names = tests.map((test) =>
    'dimension' in test ? documentDimension(test.dimension) : (COLUMNS[test.column] ?? test.column),
  );
  return new Set(names);
}
