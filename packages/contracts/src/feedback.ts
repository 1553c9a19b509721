import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language } from './language.ts';
import { ClauseMention } from './mention.ts';
import { Time, TimePrecision } from './time.ts';

/** Where a feedback came from: a review (a file's or a source's) or an answer to a survey's open question. */
export const FeedbackOrigin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('review'),
    /** The import or the source that brought it, and on which line of the file it stood. */
    sourceId: z.string(),
    line: z.int().positive().nullable(),
    externalId: z.string().nullable(),
    url: z.url().nullable(),
  }),
  z.object({
    kind: z.literal('answer'),
    surveyId: idOf('survey'),
    responseId: idOf('surveyResponse'),
    questionId: z.string(),
  }),
]);
export type FeedbackOrigin = z.infer<typeof FeedbackOrigin>;

/** What an analyzer found in a feedback, stored in one write with it. */
export const Analysis = z
  .object({
    analyzer: z.string(),
    model: z.string(),
    language: Language,
    /** MinHash signature of the normalised text in hexadecimal: near-duplicates share bands of it. */
    signature: z.string(),
    analyzedAt: Time,
    mentions: z.array(ClauseMention),
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.infer<typeof Analysis>;

/** One text from a response or a review, with its rating (1–5) or NPS answer (0–10) if any. */
export const Feedback = z
  .object({
    id: idOf('feedback'),
    productId: idOf('product'),
    origin: FeedbackOrigin,
    text: z.string().min(1).max(20_000),
    rating: z.number().min(1).max(5).nullable(),
    nps: z.int().min(0).max(10).nullable(),
    /** The purchaser, where a signed link or the file itself says who it is. */
    customerId: z.string().nullable(),
    /** A keyed pseudonym of the author's name; the name itself is not kept. */
    author: z.string().nullable(),
    channel: z.string().nullable(),
    productVersion: z.string().nullable(),
    /** May it be quoted: true for public reviews, the respondent's own word for answers. */
    consent: z.boolean(),
    occurredAt: Time.nullable(),
    /**
     * The same on the clock of the file that it came in, by which days, weeks and months are counted; absent for what came
     * otherwise, and for files imported before this was asked: those are counted by `occurredAt`.
     */
    localAt: Time.nullable().optional(),
    occurredAtPrecision: TimePrecision.nullable(),
    /** The date as its source wrote it. */
    occurredAtSaid: z.string().nullable().optional(),
    receivedAt: Time,
    status: z.enum(['pending', 'analysed', 'failed']),
    attempts: z.int().nonnegative(),
    failure: z.string().nullable(),
    analysis: Analysis.nullable(),
  })
  .meta({ id: 'Feedback' });
export type Feedback = z.infer<typeof Feedback>;
