import * as z from 'zod';
import { Language } from './language.ts';
import { SuspectReason } from './survey-response.ts';
import { Instant } from './time.ts';

const Pair = z.string().regex(/^[a-z][a-z0-9_.-]{0,80}:.{1,200}$/s, 'a name, a colon and a value');
const Pairs = z.union([Pair, z.array(Pair).max(20)]);

/** Which responses of a survey: those for which all of it holds. */
export const ResponseFilter = z
  .object({
    /** Sent at this time or on this day (UTC), or later; and until then, the whole of that day. */
    from: Instant.optional(),
    to: Instant.optional(),
    /** Whether anything made it suspect, or what did. */
    suspect: z.enum(['yes', 'no', ...SuspectReason.options]).optional(),
    /** The language it was given in. */
    language: Language.optional(),
    customer: z.string().min(1).max(200).optional(),
    /** `name:value` of a link field; all of them, where there are several. */
    field: Pairs.optional(),
    /** `question:code` of a choice, number, ranking (its first), consent (`yes`) or matrix (`question.row:column`). */
    answer: Pairs.optional(),
    /** A text that stands in an answer, in whatever case or width. */
    q: z.string().trim().min(1).max(200).optional(),
  })
  .meta({ id: 'ResponseFilter' });
export type ResponseFilter = z.infer<typeof ResponseFilter>;
