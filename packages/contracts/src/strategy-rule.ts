import * as z from 'zod';
import { Bilingual } from './persona.ts';

/** What must hold for a rule to propose its strategy; every stated condition must. */
export const StrategyCondition = z
  .strictObject({
    segments: z.array(z.string()).min(1).optional(),
    tags: z.array(z.string()).min(1).optional(),
    /** Where most of them buy, by the value of `/dimensions/channel`. */
    channels: z.array(z.string()).min(1).optional(),
    /** Themes that must stand among the pains or wishes; `*` is any that this segment names more than others. */
    pains: z.array(z.string()).min(1).optional(),
    wishes: z.array(z.string()).min(1).optional(),
    /** The NPS must lie under this, interval included. */
    npsBelow: z.number().optional(),
    npsAbove: z.number().optional(),
    /** Mean probability of no further purchase. */
    pNoneAbove: z.number().min(0).max(1).optional(),
    pNoneBelow: z.number().min(0).max(1).optional(),
    /** Typical days between purchases. */
    rhythmAtMost: z.number().positive().optional(),
    /** How many times their usual interval has passed since the last purchase, medians of both. */
    overdueAbove: z.number().positive().optional(),
    overdueBelow: z.number().positive().optional(),
    repeatBelow: z.number().min(0).max(1).optional(),
  })
  .refine((when) => Object.keys(when).length > 0, 'a rule without a condition would hold for everyone')
  .meta({ id: 'StrategyCondition' });
export type StrategyCondition = z.infer<typeof StrategyCondition>;

/**
 * One line of the rule book that the team edits. Texts may name `{segment}`, `{pain}`, `{wish}`, `{channel}`,
 * `{rhythm}` and `{category}`; a rule whose text names what the persona does not know is not proposed.
 */
export const StrategyRule = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    when: StrategyCondition,
    message: Bilingual,
    channel: Bilingual,
    timing: Bilingual,
    offer: Bilingual,
    measure: Bilingual,
    /** Days in which the measure is taken. */
    days: z.int().positive().max(365).default(60),
    /** The relative rise of the measure worth finding, for the power calculation. */
    worthwhile: z.number().positive().max(2).default(0.2),
  })
  .meta({ id: 'StrategyRule' });
export type StrategyRule = z.infer<typeof StrategyRule>;
