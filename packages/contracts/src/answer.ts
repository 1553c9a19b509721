import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language } from './language.ts';
import { Dimension } from './question.ts';
import { Time } from './time.ts';

/**
 * A row of the lake's `answers`: one per question answered, one per choice of a multiple or ranking answer, one per row
 * of a matrix (its question id is `question.row`). Columns are these names in snake_case. Long texts, addresses and
 * phone numbers are not here.
 */
export const AnswerRow = z
  .object({
    responseId: idOf('surveyResponse'),
    surveyId: idOf('survey'),
    surveyVersion: z.int().positive(),
    questionId: z.string(),
    questionType: z.string(),
    dimension: Dimension.nullable(),
    customerId: z.string().nullable(),
    /** The choice's code, or a short answer's text. */
    value: z.string(),
    /** The number answered; a choice's rank in a ranking, from 1; else null. */
    number: z.number().nullable(),
    answeredAt: Time,
    language: Language,
    consent: z.boolean(),
  })
  .meta({ id: 'AnswerRow' });
export type AnswerRow = z.infer<typeof AnswerRow>;
