import type { Bilingual, Persona, PersonaStrategy, PersonaTheme } from '@soundings/contracts/persona';
import type { StrategyRule } from '@soundings/contracts/strategy-rule';
import { type Baseline, proposeHoldout } from './holdout.ts';
import { quantity } from './numbers-in-words.ts';
import { largest } from './traits.ts';
import { bilingual, inLanguage } from './words.ts';

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

/** What the rule's conditions stand on, or null where one does not hold. Intervals must hold, not only estimates. */
function conditionsMet(persona: Known, { when }: StrategyRule): Met | null {
  const { behaviour, attitude } = persona;
  const pointers: string[] = [];
  const holds = (limit: number | undefined, claim: unknown, pointer: string, test: boolean | undefined) => {
    if (limit === undefined) return true;
    pointers.push(pointer);
    return claim !== null && test === true;
  };
  const { nps } = attitude;
  const { pNone, rhythmDays, repeatRate, recencyDays } = behaviour;
  const overdue = recencyDays && rhythmDays ? recencyDays.median / rhythmDays.median : null;
  const numbers =
    holds(when.npsBelow, nps, '/attitude/nps', nps !== null && nps.interval[1] < (when.npsBelow ?? 0)) &&
    holds(when.npsAbove, nps, '/attitude/nps', nps !== null && nps.interval[0] > (when.npsAbove ?? 0)) &&
    holds(when.pNoneAbove, pNone, '/behaviour/pNone', pNone !== null && pNone.interval[0] > (when.pNoneAbove ?? 1)) &&
    holds(when.pNoneBelow, pNone, '/behaviour/pNone', pNone !== null && pNone.interval[1] < (when.pNoneBelow ?? 0)) &&
    holds(
      when.rhythmAtMost,
      rhythmDays,
      '/behaviour/rhythmDays',
      rhythmDays !== null && rhythmDays.median <= (when.rhythmAtMost ?? 0),
    ) &&
    holds(when.overdueAbove, overdue, '/behaviour/recencyDays', (overdue ?? 0) > (when.overdueAbove ?? 0)) &&
    holds(when.overdueBelow, overdue, '/behaviour/recencyDays', (overdue ?? 0) < (when.overdueBelow ?? 0)) &&
    holds(
      when.repeatBelow,
      repeatRate,
      '/behaviour/repeatRate',
      repeatRate !== null && repeatRate.interval[1] < (when.repeatBelow ?? 0),
    );
  if (!numbers) return null;
  if (when.segments && !when.segments.some((id) => persona.segment.ids.includes(id))) return null;
  for (const tag of when.tags ?? []) {
    const index = persona.tags.findIndex(({ id }) => id === tag);
    if (index < 0) return null;
    pointers.push(`/tags/${index}`);
  }
  const pain = when.pains ? namedTheme(persona.pains, '/pains', when.pains) : null;
  const wish = when.wishes ? namedTheme(persona.wishes, '/wishes', when.wishes) : null;
  if ((when.pains && !pain) || (when.wishes && !wish)) return null;
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
  const channel = largest(dimensions.channel?.distribution.filter(({ suppressed }) => !suppressed) ?? []);
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

/** What to name of the things they buy: what they buy more than others do, else what most of them buy. */
function categoryOf({ categories }: Known['behaviour']): Named | null {
  const marked = categories.findIndex(({ against }) => against === 'more');
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
