import type { Intent, Polarity } from '@soundings/contracts/mention';
import type { ThemeMatch, ThemeMatcher } from './theme-matcher.ts';

/** What a mention says of its theme. A wish is a pain politely put: it counts among both. */
export type Side = 'pain' | 'wish' | 'praise' | 'other';

/** The part of a mention that decides its themes; all of one feedback, in the order of its clauses. */
export type MatchableMention = {
  id: string;
  clause: number;
  quote: string;
  aspect: string | null;
  intent: Intent;
  polarity: Polarity;
};

/** `isLow`: its author rated it 1 or 2 of 5, or 6 or less of 10, so that whatever it speaks of hurts. */
export type MatchableFeedback = { mentions: readonly MatchableMention[]; isLow: boolean };

export type MentionTheme = {
  mentionId: string;
  themeId: string;
  side: Side;
  strength: number;
  isPrimary: boolean;
  /** Of all that the feedback complains of (or praises), the part that this is: parts of a side sum to 1. */
  portion: number;
};

/** What a mention is for its theme: a wish, else a pain where it is bad in word or tone, else praise where it is good. */
export function sideOf({ intent, polarity }: Pick<MatchableMention, 'intent' | 'polarity'>): Side {
  if (intent === 'wish') return 'wish';
  if (intent === 'complaint' || polarity === 'negative') return 'pain';
  if (intent === 'praise' || polarity === 'positive') return 'praise';
  return 'other';
}

const hurts = (side: Side) => side === 'pain' || side === 'wish';

/**
 * The themes of one feedback's mentions. Clauses lean on each other: where no painful clause says what the pain is
 * ("Two hours on hold. Worst airline ever."), the neutral ones say it, and a `fallback` theme stays only where
 * nothing else in the feedback speaks of the pain. The primary theme is the strongest over all painful clauses. What
 * people `assigned` to a mention (its theme, or null for none) stands for what was matched.
 */
export function themesOfFeedback(
  { mentions, isLow }: MatchableFeedback,
  matcher: ThemeMatcher,
  fallback: ReadonlySet<string>,
  assigned: ReadonlyMap<string, string | null> = new Map(),
): MentionTheme[] {
  const matches = matchClauses(mentions, matcher);
  for (const [i, { id }] of mentions.entries()) {
    const themeId = assigned.get(id);
    if (themeId !== undefined) matches[i] = themeId === null ? [] : [{ themeId, strength: 1 }];
  }
  const found: MentionTheme[] = mentions.flatMap((mention, i) => {
    const side = sideOf(mention);
    return (matches[i] ?? []).map((match) => ({ mentionId: mention.id, side, isPrimary: false, portion: 0, ...match }));
  });
  const isPainful = isLow || mentions.some((mention) => hurts(sideOf(mention)));
  if (!isPainful) return apportioned(found);
  const isProper = ({ themeId }: MentionTheme) => !fallback.has(themeId);
  // What an unhappy author tells in neutral words is the complaint; so it is where painful clauses name nothing.
  const isUnnamed = !found.some((theme) => hurts(theme.side) && isProper(theme));
  if (isLow || isUnnamed) blame(found.filter((theme) => isProper(theme) && theme.side === 'other'));
  // "Great service!" with one star is no praise.
  if (isLow && !found.some((theme) => hurts(theme.side))) blame(found);
  const isNamed = found.some((theme) => hurts(theme.side) && isProper(theme));
  const kept = isNamed ? found.filter((theme) => isProper(theme) || !hurts(theme.side)) : found;
  const primary = strongest(kept);
  for (const theme of kept) theme.isPrimary = hurts(theme.side) && theme.themeId === primary;
  return apportioned(kept);
}

/** Divides each side of the feedback equally over its themes, and each theme over its mentions. */
function apportioned(themes: MentionTheme[]): MentionTheme[] {
  const rows = {
    hurts: new Map<string, number>(),
    praise: new Map<string, number>(),
    other: new Map<string, number>(),
  };
  const groupOf = ({ side }: MentionTheme) => rows[hurts(side) ? 'hurts' : (side as 'praise' | 'other')];
  for (const theme of themes) groupOf(theme).set(theme.themeId, (groupOf(theme).get(theme.themeId) ?? 0) + 1);
  for (const theme of themes) theme.portion = 1 / groupOf(theme).size / (groupOf(theme).get(theme.themeId) ?? 1);
  return themes;
}

function blame(themes: readonly MentionTheme[]): void {
  for (const theme of themes) theme.side = 'pain';
}

/**
 * A clause's themes are matched once on its whole text. Where it holds several mentions, a theme goes to those whose
 * own aspect names it, else to those whose aspect names none, and its strength is divided among them.
 */
function matchClauses(mentions: readonly MatchableMention[], matcher: ThemeMatcher): ThemeMatch[][] {
  const matches = mentions.map((): ThemeMatch[] => []);
  const clauses = new Map<number, number[]>();
  for (const [i, { clause }] of mentions.entries()) clauses.set(clause, [...(clauses.get(clause) ?? []), i]);
  for (const members of clauses.values()) {
    const [first = 0] = members;
    const own = members.map((i) => ownThemes(mentions[i]?.aspect ?? null, members.length, matcher));
    const free = members.filter((_, k) => own[k]?.size === 0);
    for (const { themeId, strength } of matcher.match(mentions[first]?.quote ?? '')) {
      const claiming = members.filter((_, k) => own[k]?.has(themeId));
      const receivers = claiming.length > 0 ? claiming : free.length > 0 ? free : members;
      for (const i of receivers) matches[i]?.push({ themeId, strength: strength / receivers.length });
    }
  }
  return matches;
}

/** The themes that an aspect names by itself; of no matter where the clause has nothing else. */
function ownThemes(aspect: string | null, mentions: number, matcher: ThemeMatcher): Set<string> {
  if (aspect === null || mentions === 1) return new Set();
  return new Set(matcher.match(aspect).map(({ themeId }) => themeId));
}

/** Themes of equal strength: the one said first. */
function strongest(themes: readonly MentionTheme[]): string | undefined {
  const sums = new Map<string, number>();
  for (const { side, themeId, strength } of themes) {
    if (hurts(side)) sums.set(themeId, (sums.get(themeId) ?? 0) + strength);
  }
  let best: string | undefined;
  for (const [themeId, sum] of sums) if (best === undefined || sum > (sums.get(best) ?? 0)) best = themeId;
  return best;
}
