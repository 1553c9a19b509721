import type { LocalizedText } from '@soundings/contracts/language';
import type { Bilingual, Persona, PersonaCell } from '@soundings/contracts/persona';
import { largest } from './traits.ts';
import { bilingual } from './words.ts';

/** All personas side by side: a row a dimension, a column a persona, in each the value that most of its people have. */
export type PortraitTable = {
  columns: { id: string; name: string; n: number | null }[];
  rows: { dimension: string; label: string; cells: (PortraitCell | null)[] }[];
};
export type PortraitCell = Pick<PersonaCell, 'share' | 'interval' | 'against' | 'overall'> & {
  value: string;
  n: number;
};

/** A cell is null where nothing may be told, or nothing is known. */
export function portraitTable(personas: readonly Persona[], language: keyof Bilingual): PortraitTable {
  const name = (text: LocalizedText) => bilingual(text)[language];
  const labels = new Map(
    personas.flatMap(({ dimensions }) =>
      Object.entries(dimensions).map(([id, { label }]) => [id, name(label)] as const),
    ),
  );
  return {
    columns: personas.map((persona) => ({ id: persona.id, name: persona.name[language], n: persona.segment.n })),
    rows: [...labels].map(([dimension, label]) => ({
      dimension,
      label,
      cells: personas.map(({ dimensions }) => {
        const from = dimensions[dimension];
        const cell = largest(from?.distribution.filter(({ suppressed }) => !suppressed) ?? []);
        if (!from || !cell) return null;
        const { share, interval, against, overall } = cell;
        return { value: name(cell.label), share, interval, against, overall, n: from.n };
      }),
    })),
  };
}
