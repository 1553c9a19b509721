import type { Bilingual, Persona, PersonaStrategy, PersonaTheme } from '@soundings/contracts/persona';
import type { StrategyRule } from '@soundings/contracts/strategy-rule';
import { isBoughtMore } from './behaviour-in-words.ts';
import { type Baseline, proposeHoldout } from './holdout.ts';
import { quantity } from './numbers-in-words.ts';
import { largest } from './traits.ts';
import { bilingual, inLanguage } from './words.ts';

/** A channel that this part of them uses at least is one to reach them on. */
const MAIN = 0.3;

type Known = Pick<Persona, 'behaviour' | 'attitude' | 'pains' | 'wishes' | 'tags' | 'dimensions' | 'segment'>;

/** What a text of the book may name, with the claim that says it; a claim of null is the segment itself. */
type Named = { text: Bilingual; pointer: string | null };
type Met = { pointers: string[]; pain: Named | null; wish: Named | null };

/** The strategies that the book proposes for a persona, each with the claims that it stands on and its holdout. */
export function proposeStrategies(
  persona: Known,
  rules: readonly StrategyRule[],
  horizonDays: number,
): PersonaStrategy[] {
  return rules.flatMap((rule) => {
    const met = conditionsMet(persona, rule);
    if (!met) return [];
    const names = namesOf(persona, met);
    const cited = new Set(met.pointers);
    const fill = (texts: Bilingual) => fillIn(texts, names, cited);
    const action = fill(rule.message);
    const channel = fill(rule.channel);
    const timing = fill(rule.timing);
    const offer = fill(rule.offer);
    const measure = fill(rule.measure);
    if (!action || !channel || !timing || !offer || !measure) return [];
    if (cited.size === 0) cited.add('/segment/n');
    const baseline = baselineOf(persona, rule.days / horizonDays);
    const holdout = baseline && proposeHoldout(baseline, persona.segment.n ?? 0, rule);
    return [{ id: rule.id, action, channel, timing, offer, measure, basedOn: [...cited], holdout }];
  });
}

/**
 * The share who buy of themselves in a part of the churn model's horizon, as if the chance were the same on every day:
 * good enough to size a holdout, which then measures it. Null where no model could be fitted.
 */
function baselineOf({ behaviour: { pNone } }: Known, partOfHorizon: number): Baseline | null {
  return pNone && { share: 1 - pNone.mean ** partOfHorizon, n: pNone.n, evidence: pNone.evidence };
}

type Limit = {
  at: string;
  of: (persona: Known) => number | undefined;
  holds: (value: number, limit: number) => boolean;
};
const below = (value: number, limit: number) => value < limit;
const above = (value: number, limit: number) => value > limit;

/** How many of their usual intervals have passed since the last purchase. */
function overdue({ behaviour: { recencyDays, rhythmDays } }: Known): number | undefined {
  return recencyDays && rhythmDays ? recencyDays.median / rhythmDays.median : undefined;
}

/** Conditions that are limits of a number: where it has an interval, the whole of it must lie on the right side. */
const LIMITS = {
  npsBelow: { at: '/attitude/nps', of: ({ attitude }) => attitude.nps?.interval[1], holds: below },
  npsAbove: { at: '/attitude/nps', of: ({ attitude }) => attitude.nps?.interval[0], holds: above },
  pNoneBelow: { at: '/behaviour/pNone', of: ({ behaviour }) => behaviour.pNone?.interval[1], holds: below },
  pNoneAbove: { at: '/behaviour/pNone', of: ({ behaviour }) => behaviour.pNone?.interval[0], holds: above },
  repeatBelow: { at: '/behaviour/repeatRate', of: ({ behaviour }) => behaviour.repeatRate?.interval[1], holds: below },
  rhythmAtMost: {
    at: '/behaviour/rhythmDays',
    of: ({ behaviour }) => behaviour.rhythmDays?.median,
    holds: (value, limit) => value <= limit,
  },
  overdueBelow: { at: '/behaviour/recencyDays', of: overdue, holds: below },
  overdueAbove: { at: '/behaviour/recencyDays', of: overdue, holds: above },
} as const satisfies Partial<Record<keyof StrategyRule['when'], Limit>>;

/** What the rule's conditions stand on, or null where one does not hold. */
function conditionsMet(persona: Known, { when }: StrategyRule): Met | null {
  const pointers: string[] = [];
  for (const [name, { at, of, holds }] of Object.entries(LIMITS)) {
    const limit = when[name as keyof typeof LIMITS];
    if (limit === undefined) continue;
    const value = of(persona);
    if (value === undefined || !holds(value, limit)) return null;
    pointers.push(at);
  }
  if (when.segments && !when.segments.some((id) => persona.segment.ids.includes(id))) return null;
  if (when.channels) {
    if (!when.channels.includes(mainChannel(persona)?.value ?? '')) return null;
    pointers.push('/dimensions/channel');
  }
  for (const tag of when.tags ?? []) {
    const index = persona.tags.findIndex(({ id }) => id === tag);
    if (index < 0) return null;
    pointers.push(`/tags/${index}`);
  }
  const pain = when.pains ? namedTheme(persona.pains, '/pains', when.pains) : null;
  const wish = when.wishes ? namedTheme(persona.wishes, '/wishes', when.wishes) : null;
  if ((when.pains && !pain) || (when.wishes && !wish)) return null;
  for (const theme of [pain, wish]) if (theme?.pointer) pointers.push(theme.pointer);
  return { pointers, pain, wish };
}

/** The first theme of the list that the rule means: `*` is one that this segment names more than others. */
function namedTheme(themes: readonly PersonaTheme[], at: string, wanted: readonly string[]): Named | null {
  const index = themes.findIndex(
    ({ theme, against }) => wanted.includes(theme) || (wanted.includes('*') && against === 'more'),
  );
  const found = themes[index];
  return found ? { text: bilingual(found.name), pointer: `${at}/${index}` } : null;
}

function namesOf({ behaviour, dimensions, segment }: Known, { pain, wish }: Met): Record<string, Named | null> {
  const label = bilingual(segment.label);
  const channel = mainChannel({ dimensions });
  return {
    pain,
    wish,
    segment: { text: { 'zh-CN': `“${label['zh-CN']}”`, en: `“${label.en}”` }, pointer: null },
    category: categoryOf(behaviour),
    // Nobody is reached on a channel that is not known: the team's own is the honest default.
    channel: channel
      ? { text: bilingual(channel.label), pointer: '/dimensions/channel' }
      : { text: { 'zh-CN': '平时联系他们的渠道', en: 'the channel you usually reach them on' }, pointer: null },
    rhythm: behaviour.rhythmDays && { text: quantity(behaviour.rhythmDays), pointer: '/behaviour/rhythmDays' },
  };
}

/** The channel of most of them; none where it is that of a few (one of many shops, say). */
function mainChannel({ dimensions }: Pick<Known, 'dimensions'>) {
  const channel = largest(dimensions.channel?.distribution.filter(({ suppressed }) => !suppressed) ?? []);
  return channel && channel.share >= MAIN ? channel : undefined;
}

/** What to name of the things they buy: what they buy more than others do, else what most of them buy. */
function categoryOf({ categories }: Known['behaviour']): Named | null {
  const marked = categories.findIndex(isBoughtMore);
  const found = categories[Math.max(0, marked)];
  return found
    ? {
        text: { 'zh-CN': `“${found.category}”`, en: `“${found.category}”` },
        pointer: `/behaviour/categories/${Math.max(0, marked)}`,
      }
    : null;
}

/** A text with its names filled in, citing their claims; null where it names what is not known. */
function fillIn(texts: Bilingual, names: Record<string, Named | null>, cited: Set<string>): Bilingual | null {
  let known = true;
  const fill = (language: keyof Bilingual) =>
    inLanguage(texts, language).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const named = names[name];
      if (!named) known = false;
      else if (named.pointer) cited.add(named.pointer);
      return named?.text[language] ?? '';
    });
  const filled = { 'zh-CN': fill('zh-CN'), en: fill('en') };
  return known ? filled : null;
}
