import * as z from 'zod';
import { idOf } from './ids.ts';
import { Intent, Polarity } from './mention.ts';
import { Time } from './time.ts';

const corrected = {
  intent: Intent.optional(),
  polarity: Polarity.optional(),
  /** What it speaks of; null: of no theme. */
  themeId: idOf('theme').nullable().optional(),
};

/** What a person says a mention is. `quote`, where given, must be the mention's: it guards against a text that changed. */
export const NewMentionOverride = z
  .strictObject({ ...corrected, quote: z.string().max(20_000).optional() })
  .refine(({ intent, polarity, themeId }) => intent !== undefined || polarity !== undefined || themeId !== undefined, {
    error: 'say at least one of intent, polarity and themeId',
  })
  .meta({ id: 'NewMentionOverride' });
export type NewMentionOverride = z.infer<typeof NewMentionOverride>;

/**
 * A person's correction of a mention, a record of its own: it knows the mention by the words of its clause and by its
 * term, so that it outlives every analysis and each revision in which the clause still stands.
 */
export const MentionOverride = z
  .object({ quote: z.string(), term: z.string().nullable(), ...corrected, at: Time, by: z.string() })
  .meta({ id: 'MentionOverride' });
export type MentionOverride = z.infer<typeof MentionOverride>;

/** All corrections of one text's mentions. */
export const FeedbackOverrides = z.object({
  feedbackId: idOf('feedback'),
  productId: idOf('product'),
  overrides: z.array(MentionOverride).max(1000),
});
export type FeedbackOverrides = z.infer<typeof FeedbackOverrides>;
