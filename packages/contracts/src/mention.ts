import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language } from './language.ts';
import { Role } from './product.ts';
import { Time } from './time.ts';

export const Intent = z.enum(['complaint', 'wish', 'praise', 'question', 'other']).meta({ id: 'Intent' });
export type Intent = z.infer<typeof Intent>;

export const Polarity = z.enum(['positive', 'neutral', 'negative']).meta({ id: 'Polarity' });
export type Polarity = z.infer<typeof Polarity>;

/**
 * One clause of a feedback and what it says of one aspect: what the analyzer finds before anyone knows whose text it
 * was. `start` and `end` are UTF-16 offsets into the feedback's text as stored; `quote` is that span with personal
 * data redacted. `score` runs from −1 to 1, `confidence` from 0 to 1.
 */
export const ClauseMention = z
  .object({
    clause: z.int().nonnegative(),
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
    quote: z.string(),
    aspect: z.string().nullable(),
    term: z.string().nullable(),
    intent: Intent,
    polarity: Polarity,
    score: z.number().min(-1).max(1),
    confidence: z.number().min(0).max(1),
  })
  .meta({ id: 'ClauseMention' });
export type ClauseMention = z.infer<typeof ClauseMention>;

/**
 * A mention as the lake keeps it (`mentions/`, one row each; columns are these names in snake_case, times as TIMESTAMP):
 * a clause with the feedback it stands in. `aspect` is as said, `term` its normal form. `occurredAt` is null where the source gave no readable date.
 * Themes are not stored: they are matched at each build, so that an edited taxonomy reaches history.
 */
export const Mention = ClauseMention.extend({
  id: idOf('mention'),
  feedbackId: idOf('feedback'),
  productId: idOf('product'),
  role: Role,
  kind: z.enum(['review', 'answer']),
  sourceId: z.string(),
  language: Language,
  occurredAt: Time.nullable(),
  receivedAt: Time,
  rating: z.number().min(1).max(5).nullable(),
  nps: z.int().min(0).max(10).nullable(),
  customerId: z.string().nullable(),
  author: z.string().nullable(),
  channel: z.string().nullable(),
  productVersion: z.string().nullable(),
  consent: z.boolean(),
  signature: z.string(),
  analyzer: z.string(),
  model: z.string(),
}).meta({ id: 'Mention' });
export type Mention = z.infer<typeof Mention>;
