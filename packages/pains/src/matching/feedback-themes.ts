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

export function sideOf({ intent, polarity }: Pick<MatchableMention, 'intent' | 'polarity'>): Side {
  if (intent === 'wish') return 'wish';
  if (intent === 'complaint' || polarity === 'negative') return 'pain';
  if (intent === 'praise' || polarity === 'positive') return 'praise';
  return 'other';
}

const hurts = (side: Side) => side === 'pain' || side === 'wish';

/**
 * The themes of one feedback's mentions. Clauses lean on each other: where no painful clause says what the pain is
 * ("Two hours on hold. Worst airline ever."), the neutral ones say it, and a `fallback` theme stays only where nothing
 * else in the feedback speaks of the pain. The primary theme is the strongest over all painful clauses.
 */
export function themesOfFeedback(
  { mentions, isLow }: MatchableFeedback,
  matcher: ThemeMatcher,
  fallback: ReadonlySet<string>,
): MentionTheme[] {
  const matches = matchClauses(mentions, matcher);
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

/** Divides each side of the feedback over its themes by their strength. */
function apportioned(themes: MentionTheme[]): MentionTheme[] {
  const sums = { hurts: 0, praise: 0, other: 0 };
  const groupOf = ({ side }: MentionTheme) => (side === 'pain' || side === 'wish' ? 'hurts' : side);
  for (const theme of themes) sums[groupOf(theme)] += theme.strength;
  for (const theme of themes) theme.portion = theme.strength / sums[groupOf(theme)];
  return themes;
}

function blame(themes: readonly MentionTheme[]): void {
  for (const theme of themes) theme.side = 'pain';
}

/** Where a clause holds several mentions, each speaks of its own aspect's themes, or of those that no other claims. */
function matchClauses(mentions: readonly MatchableMention[], matcher: ThemeMatcher): ThemeMatch[][] {
  const sizes = new Map<number, number>();
  for (const { clause } of mentions) sizes.set(clause, (sizes.get(clause) ?? 0) + 1);
  const own = mentions.map(({ aspect, clause }) =>
    aspect === null || sizes.get(clause) === 1 ? [] : matcher.match(aspect),
  );
  return mentions.map(({ quote, clause }, i) => {
    const mine = own[i] ?? [];
    if (mine.length > 0) return mine;
    const whole = matcher.match(quote);
    if (sizes.get(clause) === 1) return whole;
    const claimed = new Set(
      own.flatMap((matches, j) => (mentions[j]?.clause === clause ? matches.map(({ themeId }) => themeId) : [])),
    );
    return whole.filter(({ themeId }) => !claimed.has(themeId));
  });
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
