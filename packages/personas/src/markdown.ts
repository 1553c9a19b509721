import type {
  Bilingual,
  Persona,
  PersonaCell,
  PersonaDimension,
  PersonaStrategy,
  PersonaTheme,
} from '@soundings/contracts/persona';
import { conflictInWords } from './conflict-in-words.ts';
import { AGAINST, INTENTS, MISSING, REMADE, ROLES, SIDES, SOURCES, VERDICTS, WORDS } from './markdown-words.ts';
import { attitudeRows, behaviourRows, type MeasureRow } from './measure-rows.ts';
import { MERGE_RULES } from './merge-rules.ts';
import { grouped, percent } from './numbers-in-words.ts';
import { bilingual, dimensionName, testName } from './words.ts';

type Language = keyof Bilingual;

/** A persona as Markdown, in one language: what a team pastes into its own documents. Empty sections are left out. */
export function personaMarkdown(persona: Persona, language: Language): string {
  const say = (words: Bilingual | undefined) => words?.[language] ?? '';
  const name = (label: Persona['segment']['label']) => bilingual(label)[language];
  const section = (title: Bilingual, lines: readonly string[]) =>
    lines.length === 0 ? '' : `## ${say(title)}\n\n${lines.join('\n')}\n`;
  const { grade, privacy } = persona;
  const head = [
    `# ${plain(say(persona.name))}`,
    `${say(WORDS.version)} ${persona.version} (${say(WORDS[persona.status])}) · ${say(WORDS.asOf)} ${persona.snapshot}${persona.customersAt ? ` · ${say(WORDS.purchasesBefore)} ${persona.customersAt}` : ''} · ${say(WORDS.grade)} ${grade.value}: ${say(grade.why)}`,
    plain(say(persona.summary)),
    '',
  ].join('\n\n');
  return [
    head,
    section(
      WORDS.tags,
      persona.tags.map(({ label, rule }) => `- **${say(label)}**: ${say(rule)}`),
    ),
    section(WORDS.portrait, portrait(persona.dimensions, language)),
    section(WORDS.behaviour, measures(behaviourRows(persona.behaviour), language)),
    section(WORDS.categories, bought(persona.behaviour, language)),
    section(WORDS.attitude, measures(attitudeRows(persona.attitude), language)),
    ...(['pains', 'wishes', 'praise'] as const).map((list) =>
      section(
        WORDS[list],
        persona[list].flatMap((claim) => theme(claim, language)),
      ),
    ),
    section(
      WORDS.fit,
      persona.needsFit.map(
        ({ name: of, verdict, share, n }) =>
          `- ${plain(name(of))}: ${say(VERDICTS[verdict])} (${percent(share)}, n≈${grouped(n)})`,
      ),
    ),
    section(
      WORDS.context,
      persona.context.map(
        ({ name: of, intent, role, share, n }) =>
          `- ${say(ROLES[role])} · ${say(INTENTS[intent])} · ${plain(name(of))}: ${percent(share)} (n≈${grouped(n)})`,
      ),
    ),
    section(
      WORDS.swot,
      persona.swot.map(({ side, text }) => `- **${say(SIDES[side])}** ${plain(say(text))}`),
    ),
    section(
      WORDS.strategies,
      persona.strategies.flatMap((strategy) => reach(strategy, language)),
    ),
    section(
      WORDS.effects,
      persona.effects.map(
        ({ strategy, action, from, to, difference, interval, verdict }) =>
          `- ${action ? say(action) : strategy} (${from} – ${to}): ${points(difference)} [${points(interval[0])}, ${points(interval[1])}], ${say(VERDICTS[verdict])}`,
      ),
    ),
    section(
      WORDS.conflicts,
      persona.conflicts.map(
        (conflict) => `- ${name(dimensionName(conflict.dimension))}: ${plain(say(conflictInWords(conflict)))}`,
      ),
    ),
    section(WORDS.movement, movement(persona, language)),
    section(
      WORDS.evaluation,
      persona.evaluation.map(
        ({ of, evidence, skill, interval, useful, n }) =>
          `- ${name(testName({ of, evidence }))}: ${skill} [${interval[0]}, ${interval[1]}] (n≈${grouped(n)})${useful ? '' : language === 'en' ? ', no better than the average' : '，不优于总体平均'}`,
      ),
    ),
    section(WORDS.privacy, [
      language === 'en'
        ? `Counts of people are in steps of ${privacy.step}; nothing is told of fewer than ${privacy.k}; values merged: ${privacy.suppressedCells}.`
        : `人数按 ${privacy.step} 取整；不足 ${privacy.k} 人的不展示；合并的取值：${privacy.suppressedCells} 个。`,
    ]),
    section(
      WORDS.rules,
      MERGE_RULES.map((rule) => `- ${say(rule)}`),
    ),
    section(
      WORDS.evidence,
      persona.evidence.map(
        ({ id, tables, hash }) => `- ${id}: ${Object.keys(tables).join(', ')} · ${hash.slice(0, 19)}`,
      ),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n')
    .concat('\n');
}

function portrait(dimensions: Readonly<Record<string, PersonaDimension>>, language: Language): string[] {
  if (Object.values(dimensions).every(({ distribution }) => distribution.length === 0)) return [];
  const heads = [WORDS.dimension, WORDS.value, WORDS.share, WORDS.overall, WORDS.source];
  const rows = Object.values(dimensions).flatMap((dimension) => {
    const label = bilingual(dimension.label)[language];
    if (dimension.missing) return [[label, MISSING[dimension.missing]?.[language] ?? '', '', '', '']];
    const source = `${SOURCES[dimension.source ?? '']?.[language]}, n≈${grouped(dimension.n)}`;
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

function bought({ categories, path }: Persona['behaviour'], language: Language): string[] {
  return [
    ...categories.map(({ category, share, overall, against, n }) => {
      const all = overall === null ? '' : `, ${WORDS.overall[language]} ${percent(overall)}`;
      const mark = AGAINST[against ?? 'alike'];
      return `- ${plain(category)}: ${percent(share)}${mark && ` ${mark}`} (n≈${grouped(n)}${all})`;
    }),
    ...path.map(({ from, to, share, n }) =>
      language === 'en'
        ? `- ${plain(from)} → ${plain(to)}: ${percent(share)} of those who begin there (n≈${grouped(n)})`
        : `- ${plain(from)} → ${plain(to)}：从前者开始的人中 ${percent(share)} (n≈${grouped(n)})`,
    ),
  ];
}

function measures(rows: readonly MeasureRow[], language: Language): string[] {
  return rows.map(
    ({ label, value, range, n }) => `- ${label[language]}: ${value[language]} [${range[language]}] (n≈${grouped(n)})`,
  );
}

function theme({ name, share, n, lift, liftInterval, against, quotes }: PersonaTheme, language: Language): string[] {
  const times = lift === null || !liftInterval ? '' : `, ×${lift} [${liftInterval[0]}, ${liftInterval[1]}]`;
  return [
    `- ${AGAINST[against ?? 'alike']} **${plain(bilingual(name)[language])}** ${percent(share)} (n≈${grouped(n)}${times})`.replace(
      '-  ',
      '- ',
    ),
    ...quotes.map(({ text, feedbackId }) => `  > ${plain(text)} (${feedbackId})`),
  ];
}

function reach(
  { action, channel, timing, offer, measure, holdout, basedOn }: PersonaStrategy,
  language: Language,
): string[] {
  const words = [channel, timing, offer, measure].map((part) => plain(part[language])).join(' · ');
  const sizes = holdout && {
    'zh-CN': `留出 ${grouped(holdout.size)} 人不触达，触达 ${grouped(holdout.treated)} 人；${holdout.days} 天内基线约 ${percent(holdout.baseline)}；${holdout.enough ? '' : '人数不足以检验预期提升，'}可检出 ${holdout.detectable === null ? '–' : points(holdout.detectable)} 以上的提升`,
    en: `leave ${grouped(holdout.size)} untouched, reach ${grouped(holdout.treated)}; about ${percent(holdout.baseline)} buy within ${holdout.days} days anyway; ${holdout.enough ? '' : 'too few for the rise hoped for, '}a rise of ${holdout.detectable === null ? '–' : points(holdout.detectable)} or more would show`,
  };
  return [
    `- **${plain(action[language])}**`,
    `  ${words}`,
    ...(sizes ? [`  ${sizes[language]}`] : []),
    `  ${basedOn.map((pointer) => `\`${pointer}\``).join(', ')}`,
  ];
}

function movement({ movement: moved }: Persona, language: Language): string[] {
  if (!moved || moved.n + moved.left.length === 0) return [];
  const streams = (of: typeof moved.entered) =>
    of.map(({ label, n }) => `${bilingual(label)[language]} ${grouped(n)}`).join(', ') || '–';
  const remade = moved.remade ? REMADE[language] : '';
  return language === 'en'
    ? [
        `- Since ${moved.since}${remade}: stayed ${grouped(moved.stayed)}; came from ${streams(moved.entered)}; went to ${streams(moved.left)}`,
      ]
    : [
        `- 自 ${moved.since}${remade}：留存 ${grouped(moved.stayed)}；转入 ${streams(moved.entered)}；转出 ${streams(moved.left)}`,
      ];
}

/** A difference of shares in percentage points. */
function points(share: number): string {
  return `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} pp`;
}

/** Text that came from outside, without what Markdown or HTML would act on. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'))
    .replaceAll(/([[\]`*_])/g, '\\$1');
}
