import type { Bilingual, Persona } from '@soundings/contracts/persona';
import { attitudeRows, behaviourRows } from './measure-rows.ts';
import { bilingual } from './words.ts';

const COLUMNS = [
  'persona',
  'version',
  'section',
  'claim',
  'value',
  'unit',
  'number',
  'low',
  'high',
  'n',
  'overall',
  'source',
  'evidence',
];

/**
 * The claims of some personas side by side as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read
 * Chinese): one row a claim, numbers as numbers. Withheld values are in it as they are in the document, as one.
 */
export function personasCsv(personas: readonly Persona[], language: keyof Bilingual): string {
  const rows = personas.flatMap((persona) =>
    rowsOf(persona, language).map((row) => [persona.name[language], persona.version, ...row]),
  );
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

type Row = (string | number | null)[];

function rowsOf(persona: Persona, language: keyof Bilingual): Row[] {
  const { segment, dimensions, behaviour, attitude } = persona;
  const name = (label: Persona['segment']['label']) => bilingual(label)[language];
  const shares = { ...dimensions, priceBand: behaviour.priceBands };
  return [
    ['segment', 'n', name(segment.label), segment.unit, segment.n, null, null, segment.n, null, null, segment.evidence],
    ...Object.entries(shares).flatMap(([id, { distribution, n, source, evidence }]) =>
      distribution.map(({ label, share, interval, overall }): Row => {
        return ['dimension', id, name(label), 'share', share, ...interval, n, overall, source, evidence];
      }),
    ),
    ...[...behaviourRows(behaviour), ...attitudeRows(attitude)].map(({ id, label, numbers, n }): Row => {
      return [
        'measure',
        id,
        label[language],
        numbers.unit,
        numbers.value,
        numbers.low,
        numbers.high,
        n,
        null,
        null,
        null,
      ];
    }),
    ...behaviour.categories.map(({ category, share, interval, n, overall, evidence }): Row => {
      return ['category', 'buys', category, 'share', share, ...interval, n, overall, 'purchase', evidence];
    }),
    ...[...persona.pains, ...persona.wishes, ...persona.praise].map(
      ({ name: of, intent, share, interval, n, others, evidence }): Row => {
        return ['theme', intent, name(of), 'share', share, ...interval, n, others, 'feedback', evidence];
      },
    ),
  ];
}

/** A field as RFC 4180 writes it; text that a spreadsheet would run as a formula is told to be text. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
