import type { Bilingual, Persona, PersonaSkill, PersonaStrategy, PersonaTheme } from '@soundings/contracts/persona';
import { conflictInWords } from './conflict-in-words.ts';
import { portrait } from './markdown-portrait.ts';
import { plain } from './markdown-text.ts';
import { AGAINST, INTENTS, REMADE, ROLES, SIDES, VERDICTS, WORDS } from './markdown-words.ts';
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
  const colon = COLON[language];
  const head = [
    `# ${plain(say(persona.name))}`,
    `${say(WORDS.version)} ${persona.version} (${say(WORDS[persona.status])}) · ${say(WORDS.asOf)} ${persona.snapshot}${persona.customersAt ? ` · ${say(WORDS.purchasesBefore)} ${persona.customersAt}` : ''} · ${say(WORDS.grade)} ${grade.value}${colon}${say(grade.why)}`,
    plain(say(persona.summary)),
    '',
  ].join('\n\n');
  return [
    head,
    section(
      WORDS.tags,
      persona.tags.map(({ label, rule }) => `- **${say(label)}**${colon}${say(rule)}`),
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
          `- ${plain(name(of))}${colon}${say(VERDICTS[verdict])} (${percent(share)}, n≈${grouped(n)})`,
      ),
    ),
    section(
      WORDS.context,
      persona.context.map(
        ({ name: of, intent, role, share, n }) =>
          `- ${say(ROLES[role])} · ${say(INTENTS[intent])} · ${plain(name(of))}${colon}${percent(share)} (n≈${grouped(n)})`,
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
        ({ strategy, action, from, to, difference, interval, verdict, n }) =>
          `- ${plain(action ? say(action) : strategy)} (${from} – ${to})${colon}${points(difference, language)} [${points(interval[0], language)}, ${points(interval[1], language)}] (n≈${grouped(n)}), ${say(VERDICTS[verdict])}`,
      ),
    ),
    section(
      WORDS.conflicts,
      persona.conflicts.map(
        (conflict) =>
          `- ${plain(name(dimensionName(conflict.dimension)))}${colon}${plain(say(conflictInWords(conflict)))}`,
      ),
    ),
    section(WORDS.movement, movement(persona, language)),
    section(
      WORDS.evaluation,
      persona.evaluation.map(
        ({ of, evidence, n, ...skill }) =>
          `- ${plain(name(testName({ of, evidence })))}${colon}${saved(skill, language)} (n≈${grouped(n)})`,
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

function bought({ categories, path }: Persona['behaviour'], language: Language): string[] {
  return [
    ...categories.map(({ category, share, overall, against, n }) => {
      const all = overall === null ? '' : `, ${WORDS.overall[language]} ${percent(overall)}`;
      const mark = AGAINST[against ?? 'alike'];
      return `- ${plain(category)}${COLON[language]}${percent(share)}${mark && ` ${mark}`} (n≈${grouped(n)}${all})`;
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
    ({ label, value, range, n }) =>
      `- ${label[language]}${COLON[language]}${value[language]} [${range[language]}] (n≈${grouped(n)})`,
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
    'zh-CN': `留出 ${grouped(holdout.size)} 人不触达，触达 ${grouped(holdout.treated)} 人；${holdout.days} 天内基线约 ${percent(holdout.baseline)}；${holdout.enough ? '' : '人数不足以检验预期提升，'}可检出 ${holdout.detectable === null ? '–' : points(holdout.detectable, language)} 以上的提升`,
    en: `leave ${grouped(holdout.size)} untouched, reach ${grouped(holdout.treated)}; about ${percent(holdout.baseline)} buy within ${holdout.days} days anyway; ${holdout.enough ? '' : 'too few for the rise hoped for, '}a rise of ${holdout.detectable === null ? '–' : points(holdout.detectable, language)} or more would show`,
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
    of
      .map(({ label, n }) => `${plain(bilingual(label)[language])} ${grouped(n)}`)
      .join(language === 'en' ? ', ' : '、') || '–';
  const remade = moved.remade ? REMADE[language] : '';
  return language === 'en'
    ? [
        `- Since ${moved.since}${remade}: stayed ${grouped(moved.stayed)}; came from ${streams(moved.entered)}; went to ${streams(moved.left)}`,
      ]
    : [
        `- 自 ${moved.since}${remade}：留存 ${grouped(moved.stayed)}；转入 ${streams(moved.entered)}；转出 ${streams(moved.left)}`,
      ];
}

const COLON = { 'zh-CN': '：', en: ': ' } as const;

/** How much of the average's error the persona saves, and between what. */
function saved(
  { skill, interval, useful }: Pick<PersonaSkill, 'skill' | 'interval' | 'useful'>,
  language: Language,
): string {
  const range = `${percent(skill)} [${interval.map(percent).join(', ')}]`;
  if (language === 'en')
    return useful ? `saves ${range} of the average’s error` : `no better than the average, ${range}`;
  return useful ? `比用总体平均预测少 ${range} 的误差` : `不优于总体平均，${range}`;
}

/** A difference of shares in percentage points. */
function points(share: number, language: Language): string {
  return `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} ${language === 'en' ? 'pp' : '个百分点'}`;
}
