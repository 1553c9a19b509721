import type { Feedback } from '@soundings/contracts/feedback';
import type { ClauseMention, Intent, Polarity } from '@soundings/contracts/mention';
import type { MentionOverride } from '@soundings/contracts/mention-override';

/** A mention as people left it, with the correction that made it so. */
export type OverriddenMention = { mention: ClauseMention; override: MentionOverride | null };

/**
 * Mentions with the corrections that are about them: of the same clause by its words and of the same term, or of the
 * whole clause where no mention of it has that term now. What was not corrected follows: praise is not negative.
 */
export function overriddenMentions(
  mentions: readonly ClauseMention[],
  overrides: readonly MentionOverride[],
): OverriddenMention[] {
  return mentions.map((mention) => {
    const ofClause = overrides.filter(({ quote }) => quote === mention.quote);
    const isTaken = ({ term }: MentionOverride) =>
      mentions.some((other) => other.quote === mention.quote && other.term === term);
    const override =
      ofClause.find(({ term }) => term === mention.term) ?? ofClause.find((other) => !isTaken(other)) ?? null;
    return { mention: override ? { ...mention, ...toldBy(override, mention) } : mention, override };
  });
}

/** A text with its mentions as people left them. */
export function withOverrides(feedback: Feedback, overrides: readonly MentionOverride[] = []): Feedback {
  const { analysis } = feedback;
  if (!analysis || overrides.length === 0) return feedback;
  const mentions = overriddenMentions(analysis.mentions, overrides).map(({ mention }) => mention);
  return { ...feedback, analysis: { ...analysis, mentions } };
}

type Told = Pick<ClauseMention, 'intent' | 'polarity' | 'score' | 'confidence'>;

const POLARITY_OF: Partial<Record<Intent, Polarity>> = { praise: 'positive', complaint: 'negative', other: 'neutral' };
const INTENT_OF: Record<Polarity, Intent> = { positive: 'praise', negative: 'complaint', neutral: 'other' };
const SCORE_OF: Record<Polarity, number> = { positive: 1, negative: -1, neutral: 0 };

function toldBy({ intent, polarity }: MentionOverride, said: ClauseMention): Told {
  if (intent === undefined && polarity === undefined) return said;
  const tone = polarity ?? POLARITY_OF[intent ?? said.intent] ?? said.polarity;
  const follows = ['praise', 'complaint', 'other'].includes(said.intent) ? INTENT_OF[tone] : said.intent;
  return { intent: intent ?? follows, polarity: tone, score: SCORE_OF[tone], confidence: 1 };
}
