import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language } from './language.ts';
import { Intent, Polarity } from './mention.ts';
import { Instant } from './time.ts';

const Stars = z.coerce.number().min(1).max(5);

/** Which texts: those for which all of it holds. Theme, intent and polarity are of one and the same mention. */
export const FeedbackFilter = z
  .object({
    /**
     * Words that stand in it, all of them, in whatever case or width: `deliver` finds `delivery`, `物流` any text with
     * these two characters beside each other; “in quotation marks” exactly so.
     */
    q: z.string().trim().min(1).max(200).optional(),
    productId: idOf('product').optional(),
    /** The source, the import or the survey that it came from. */
    sourceId: z
      .string()
      .regex(/^[\w-]{1,80}$/)
      .optional(),
    themeId: idOf('theme').optional(),
    intent: Intent.optional(),
    polarity: Polarity.optional(),
    /** The language it was found to be in: `zh` is any Chinese. */
    language: Language.optional(),
    /** Stars, to the half. */
    minRating: Stars.optional(),
    maxRating: Stars.optional(),
    /** Written, or else received, at this time or on this day (UTC), or later; and until then, the whole of that day. */
    from: Instant.optional(),
    to: Instant.optional(),
  })
  .meta({ id: 'FeedbackFilter' });
export type FeedbackFilter = z.infer<typeof FeedbackFilter>;
