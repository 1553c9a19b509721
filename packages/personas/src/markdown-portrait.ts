import type { Bilingual, PersonaCell, PersonaDimension } from '@soundings/contracts/persona';
import { plain } from './markdown-text.ts';
import { AGAINST, MISSING, SOURCES, WORDS } from './markdown-words.ts';
import { grouped, percent } from './numbers-in-words.ts';
import { bilingual } from './words.ts';

/** Who they are, as the lines of a table; none where nothing is known of anything. */
export function portrait(dimensions: Readonly<Record<string, PersonaDimension>>, language: keyof Bilingual): string[] {
  if (Object.values(dimensions).every(({ distribution }) => distribution.length === 0)) return [];
  const heads = [WORDS.dimension, WORDS.value, WORDS.share, WORDS.overall, WORDS.source];
  const rows = Object.values(dimensions).flatMap((dimension) => {
    const label = bilingual(dimension.label)[language];
    if (dimension.missing) return [[label, MISSING[dimension.missing]?.[language] ?? '', '', '', '']];
    const source = `${SOURCES[dimension.source ?? '']?.[language]}${language === 'en' ? ', ' : '，'}n≈${grouped(dimension.n)}`;
    const [told, withheld] = [false, true].map((hidden) =>
      dimension.distribution.filter(({ suppressed }) => suppressed === hidden),
    ) as [PersonaCell[], PersonaCell[]];
    const shown = told.length > LINES ? told.slice(0, LINES - 2) : told;
    const rest = told.slice(shown.length);
    const line = ({ label: value, share, interval, overall, against }: PersonaCell) => [
      bilingual(value)[language],
      `${percent(share)} (${percent(interval[0])}–${percent(interval[1])}) ${AGAINST[against ?? 'alike']}`.trim(),
      overall === null ? '' : percent(overall),
    ];
    const more = language === 'en' ? `${rest.length} more` : `另外 ${rest.length} 项`;
    const all = [
      ...shown.map(line),
      ...(rest.length > 0 ? [[more, percent(sumOf(rest)), '']] : []),
      ...withheld.map(line),
    ];
    return all.map((cells, i) => [i === 0 ? label : '', ...cells, i === 0 ? source : '']);
  });
  return [heads.map((head) => head[language]), heads.map(() => '---'), ...rows].map(
    (row) => `| ${row.map((cell) => plain(cell).replaceAll('|', '\\|')).join(' | ')} |`,
  );
}

/** A table of more lines is not read. */
const LINES = 12;

function sumOf(cells: readonly PersonaCell[]): number {
  return Math.min(
    1,
    cells.reduce((total, { share }) => total + share, 0),
  );
}
