import * as z from 'zod';
import { idOf } from './ids.ts';
import { Message } from './language.ts';
import { Time } from './time.ts';

export const NewReanalysis = z
  .strictObject({
    /** `failed`: only the texts that were given up. */
    only: z.literal('failed').optional(),
  })
  .meta({ id: 'NewReanalysis' });
export type NewReanalysis = z.infer<typeof NewReanalysis>;

/**
 * Has all texts analysed again, after a change of model or settings. The job puts them into the queue of the analysis;
 * until it comes to a text, what was found before stands. `after` says where a run that was killed goes on.
 */
export const Reanalysis = z
  .object({
    id: idOf('reanalysis'),
    options: NewReanalysis,
    status: z.enum(['queued', 'running', 'done', 'failed']),
    failure: z.string().nullable(),
    /** Why it failed, for the team to read; `failure` is its English. */
    message: Message.optional(),
    attempts: z.int().nonnegative(),
    /** Texts looked at, and those of them that were put into the queue. */
    counts: z.object({ seen: z.int().nonnegative(), queued: z.int().nonnegative() }),
    after: z.object({ productId: z.string(), cursor: z.string().nullable() }).nullable(),
    createdAt: Time,
    finishedAt: Time.nullable(),
  })
  .meta({ id: 'Reanalysis' });
export type Reanalysis = z.infer<typeof Reanalysis>;

/** What weights are worth on rated reviews that they had not seen. */
const Worth = z.object({ accuracy: z.number().min(0).max(1), logLoss: z.number().nonnegative() });

/**
 * What came of learning a language's words from the team's own stars. `kept` says whether the analysis uses it: only
 * where reviews that it had not seen are judged better. `fingerprint` is the reviews' and the base model's.
 */
export const LearntModel = z
  .object({
    language: z.enum(['zh', 'en']),
    version: z.string(),
    base: z.string(),
    kept: z.boolean(),
    reviews: z.int().nonnegative(),
    before: Worth.nullable(),
    after: Worth.nullable(),
    z: z.number().nullable(),
    fingerprint: z.string(),
    buildId: idOf('build'),
    learntAt: Time,
  })
  .meta({ id: 'LearntModel' });
export type LearntModel = z.infer<typeof LearntModel>;

/** Units of 100 characters that a paid analyzer took in a month (UTC), and the most that it may take. */
export const MonthlySpending = z
  .object({
    month: z.string().regex(/^\d{4}-\d{2}$/),
    units: z.int().nonnegative(),
    budget: z.int().nonnegative(),
  })
  .meta({ id: 'MonthlySpending' });
export type MonthlySpending = z.infer<typeof MonthlySpending>;

/** How the analysis of texts stands. Counts stop at 10,000. */
export const AnalysisState = z
  .object({
    waiting: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    /** Why texts were given up, of the first thousand, the commonest first. */
    failures: z.array(z.object({ reason: z.string(), texts: z.int().positive() })),
    reanalysis: Reanalysis.nullable(),
    models: z.array(LearntModel),
    spending: z.array(MonthlySpending),
  })
  .meta({ id: 'AnalysisState' });
export type AnalysisState = z.infer<typeof AnalysisState>;
