import type { Bilingual, Persona } from '@soundings/contracts/persona';
import { csvHead, csvLine } from '@soundings/csv/csv';
import { INTENTS, SOURCES, WORDS } from './markdown-words.ts';
import { attitudeRows, behaviourRows } from './measure-rows.ts';
import { bilingual, dimensionName } from './words.ts';

const FEEDBACK: Bilingual = { 'zh-CN': '评价', en: 'feedback' };
const BUYS: Bilingual = { 'zh-CN': '购买', en: 'buys' };

/** The columns; ids stay what they are in JSON, whatever the language. */
const COLUMNS: Bilingual[] = [
  { 'zh-CN': '画像', en: 'persona' },
  { 'zh-CN': '版本', en: 'version' },
  { 'zh-CN': '部分', en: 'section' },
  { 'zh-CN': '编号', en: 'id' },
  { 'zh-CN': '名称', en: 'name' },
  { 'zh-CN': '取值', en: 'value' },
  { 'zh-CN': '单位', en: 'unit' },
  { 'zh-CN': '数值', en: 'number' },
  { 'zh-CN': '下限', en: 'low' },
  { 'zh-CN': '上限', en: 'high' },
  { 'zh-CN': '人数', en: 'n' },
  { 'zh-CN': '总体', en: 'overall' },
  { 'zh-CN': '其他人', en: 'others' },
  { 'zh-CN': '来源', en: 'source' },
  { 'zh-CN': '依据', en: 'evidence' },
];

/**
 * The claims of some personas side by side as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read
 * Chinese): one row a claim, numbers as numbers. Withheld values are in it as they are in the document, as one.
 */
export function personasCsv(personas: readonly Persona[], language: keyof Bilingual): string {
  const rows = personas.flatMap((persona) =>
    rowsOf(persona, language).map((row) => [persona.name[language], persona.version, ...row]),
  );
  const head = COLUMNS.map((column) => column[language]);
  return [csvHead(head), ...rows.map(csvLine)].join('');
}

type Row = (string | number | null)[];

function rowsOf(persona: Persona, language: keyof Bilingual): Row[] {
  const { segment, dimensions, behaviour, attitude } = persona;
  const name = (label: Persona['segment']['label']) => bilingual(label)[language];
  const from = (source: string | null) => SOURCES[source ?? '']?.[language] ?? null;
  const shares = { ...dimensions, priceBand: behaviour.priceBands };
  const measures = [
    ...behaviourRows(behaviour).map((row) => ({ ...row, section: WORDS.behaviour, source: 'purchase' })),
    ...attitudeRows(attitude).map((row) => ({ ...row, section: WORDS.attitude, source: 'survey' })),
  ];
  const { n: people, unit, evidence: counted } = segment;
  const source = unit === 'customers' ? 'purchase' : 'survey';
  return [
    [
      WORDS.people[language],
      'n',
      name(segment.label),
      null,
      unit,
      people,
      null,
      null,
      people,
      null,
      null,
      people === null ? null : from(source),
      counted,
    ],
    ...Object.entries(shares).flatMap(([id, { distribution, n, source, evidence }]) =>
      distribution.map(({ label, share, interval, overall }): Row => {
        const grounds = [share, ...interval, n, overall, null, from(source), evidence];
        return [WORDS.portrait[language], id, name(dimensionName(id)), name(label), 'share', ...grounds];
      }),
    ),
    ...measures.map(({ section, id, label, numbers: { unit, value, low, high }, n, source, evidence }): Row => {
      return [
        section[language],
        id,
        label[language],
        null,
        unit,
        value,
        low,
        high,
        n,
        null,
        null,
        from(source),
        evidence,
      ];
    }),
    ...behaviour.categories.map(({ category, share, interval, n, overall, evidence }): Row => {
      const grounds = [share, ...interval, n, overall, null, from('purchase'), evidence];
      return [WORDS.categories[language], 'buys', BUYS[language], category, 'share', ...grounds];
    }),
    ...(['pains', 'wishes', 'praise'] as const).flatMap((list) =>
      persona[list].map(({ theme, name: of, intent, share, interval, n, others, evidence }): Row => {
        const grounds = [share, ...interval, n, null, others, FEEDBACK[language], evidence];
        return [WORDS[list][language], theme, INTENTS[intent]?.[language] ?? intent, name(of), 'share', ...grounds];
      }),
    ),
  ];
}
