import type { LocalizedText } from '@soundings/contracts/language';
import type { Intent } from '@soundings/contracts/mention';
import type { ContextTheme, NeedsFit, PersonaTheme } from '@soundings/contracts/persona';
import type { Comparisons } from './comparisons.ts';
import { tellable } from './disclosure.ts';
import { lift, sameShareP } from './proportion.ts';
import { countOf, except, type Field, nearestCount, only, type Sizes, takeSample } from './sample.ts';
import type { ContextCount, VoiceCount } from './theme-counts.ts';
import { tellShare } from './told-measures.ts';
import { rounded, toldInterval, toldProportion } from './told-share.ts';

export type ThemeNames = ReadonlyMap<string, LocalizedText>;

/** Each theme with each intent is a value that a person who spoke may have named, one of several. */
export function voicesField(counts: readonly VoiceCount[]): Field {
  return {
    name: 'themes',
    several: true,
    bases: counts.filter(({ theme }) => theme === null),
    cells: counts.flatMap(({ theme, intent, ...row }) =>
      theme && intent ? [{ ...row, value: key(theme, intent) }] : [],
    ),
  };
}

function key(theme: string, intent: string): string {
  return `${intent} ${theme}`;
}

/** Every theme that at least `k` people of the group name, compared with everyone else. Quotes come later. */
export function describeThemes(
  { field, sizes, names }: { field: Field; sizes: Sizes; names: ThemeNames },
  group: string,
  k: number,
  compared: Comparisons,
): PersonaTheme[] {
  const own = takeSample(field, sizes, only(group), k);
  const others = takeSample(field, sizes, except(group), k);
  return own.values.flatMap(({ value, count }) => {
    const gap = value.indexOf(' ');
    const [intent, theme] = [value.slice(0, gap) as Intent, value.slice(gap + 1)];
    const name = names.get(theme);
    if (!name) return [];
    const proportion = toldProportion(count, own.n, own.effectiveN, k);
    const rest = toldProportion(
      nearestCount(others, value, { share: proportion.share, k }),
      others.n,
      others.effectiveN,
      k,
    );
    const ratio = lift(proportion, rest);
    const claim: PersonaTheme = {
      theme,
      name,
      intent,
      count,
      share: rounded(proportion.share),
      interval: toldInterval(proportion),
      n: own.n,
      evidence: 'themes',
      effectiveN: own.effectiveN,
      others: ratio && rounded((countOf(others, value) ?? 0) / others.n),
      othersN: ratio && others.n,
      lift: ratio && rounded(ratio.lift, 2),
      liftInterval: ratio && [rounded(ratio.interval[0], 2), rounded(ratio.interval[1], 2)],
      q: null,
      against: null,
      quotes: [],
    };
    const more = proportion.share > rest.share;
    if (ratio) compared.add('themes', claim, { p: sameShareP(proportion, rest), more });
    return [claim];
  });
}

/** At most this many of each intent; the rest says little of the segment. */
const SHOWN = 10;

/**
 * The themes of one intent: first those that this segment names more than others beyond chance, by the lift that is
 * certain (the lower end of its interval); then the rest by share, since their order by lift would be luck.
 */
export function rankThemes(themes: readonly PersonaTheme[], intent: Intent): PersonaTheme[] {
  const certain = ({ liftInterval, against }: PersonaTheme) => (against === 'more' ? (liftInterval?.[0] ?? 0) : 0);
  return themes
    .filter((claim) => claim.intent === intent)
    .sort((a, b) => certain(b) - certain(a) || b.share - a.share || (a.theme < b.theme ? -1 : 1))
    .slice(0, SHOWN);
}

/** For each pain and wish: do the people who judge that theme praise our product for it, or complain? */
export function describeNeedsFit(
  needs: readonly PersonaTheme[],
  themes: readonly PersonaTheme[],
  k: number,
): NeedsFit[] {
  const countOfIntent = (theme: string, intent: Intent) =>
    themes.find((claim) => claim.theme === theme && claim.intent === intent)?.count ?? 0;
  return [...new Map(needs.map((need) => [need.theme, need.name]))].flatMap(([theme, name]) => {
    const no = countOfIntent(theme, 'complaint') + countOfIntent(theme, 'wish');
    const fit = tellShare({ yes: countOfIntent(theme, 'praise'), no }, k, 'themes');
    if (!fit) return [];
    const [low, high] = fit.interval;
    const verdict = low > 0.6 ? 'answered' : high < 0.4 ? 'open' : low > 0.3 && high < 0.7 ? 'mixed' : 'unclear';
    return [{ theme, name, verdict, ...fit }];
  });
}

/** Themes of feedback that names nobody, ours and competitors', the most frequent first. */
export function describeContext(counts: readonly ContextCount[], names: ThemeNames, k: number): ContextTheme[] {
  return (['ours', 'competitor'] as const).flatMap((role) => {
    const of = counts.filter((row) => row.role === role);
    const n = tellable(of.find(({ theme }) => theme === null)?.feedback ?? 0, k);
    return of
      .flatMap(({ theme, intent, feedback }) => {
        const name = theme === null ? undefined : names.get(theme);
        if (!theme || !name || feedback < k || n === 0) return [];
        if (intent !== 'complaint' && intent !== 'wish' && intent !== 'praise') return [];
        const proportion = toldProportion(tellable(feedback, k), n, n, k);
        const grounds = { interval: toldInterval(proportion), n, evidence: 'context' };
        const share = rounded(proportion.share);
        return [{ theme, name, intent: intent as Intent, role, unit: 'feedback' as const, share, ...grounds }];
      })
      .sort((a, b) => b.share - a.share || (a.theme + a.intent < b.theme + b.intent ? -1 : 1))
      .slice(0, SHOWN);
  });
}
