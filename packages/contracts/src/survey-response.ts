import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language } from './language.ts';
import { Time } from './time.ts';

/**
 * The answer to one question, by its type: `choice` (single, dropdown), `choices` (multiple), `order` (ranking, best
 * first), `rows` (matrix: row to column), `number` (nps, csat, ces, rating, number), `text` (short, long, email, phone,
 * date as YYYY-MM-DD), `given` (consent). `other` is the text beside the choice `other`.
 */
export const AnswerValue = z
  .union([
    z.strictObject({ choice: z.string(), other: z.string().optional() }),
    z.strictObject({ choices: z.array(z.string()), other: z.string().optional() }),
    z.strictObject({ order: z.array(z.string()) }),
    z.strictObject({ rows: z.record(z.string(), z.string()) }),
    z.strictObject({ number: z.number() }),
    z.strictObject({ text: z.string() }),
    z.strictObject({ given: z.literal(true) }),
  ])
  .meta({ id: 'AnswerValue' });
export type AnswerValue = z.infer<typeof AnswerValue>;

/** Answers by question id. */
export const Answers = z.record(z.string(), AnswerValue);
export type Answers = z.infer<typeof Answers>;

/** Why a response is suspect. It is kept all the same; the team decides. */
export const SuspectReason = z
  .enum(['honeypot', 'too-fast', 'too-many', 'duplicate-text', 'straight-lined'])
  .meta({ id: 'SuspectReason' });
export type SuspectReason = z.infer<typeof SuspectReason>;

/** What one respondent sent. `surveyVersion` is the one that was shown. */
export const SurveyResponse = z
  .object({
    id: idOf('surveyResponse'),
    surveyId: idOf('survey'),
    surveyVersion: z.int().positive(),
    answers: Answers,
    scores: z.record(z.string(), z.number()),
    language: Language,
    startedAt: Time,
    submittedAt: Time,
    /** Set by a signed personal link only. */
    customerId: z.string().nullable(),
    /** Link fields that the definition names. */
    fields: z.record(z.string(), z.string()),
    /** May its texts be quoted. */
    consent: z.boolean(),
    suspect: z.array(SuspectReason),
    /** Seconds spent by page id, measured between the server's own answers. */
    pageSeconds: z.record(z.string(), z.number().nonnegative()),
    /** Seconds spent by question id, as the respondent's browser tells where it runs scripts; never more than their page's. */
    questionSeconds: z.record(z.string(), z.number().nonnegative()).optional(),
    /** The quota cells it was counted in. */
    quotas: z.array(z.string()),
  })
  .meta({ id: 'SurveyResponse' });
export type SurveyResponse = z.infer<typeof SurveyResponse>;
