import * as z from 'zod';
import { idOf } from './ids.ts';
import { Bilingual, StrategyEffect } from './persona.ts';
import { Time } from './time.ts';

/**
 * A strategy of a published persona that was tried: who was reached and who was left untouched is kept with it. From
 * `to` (the last day of the measure, included) on, builds say what it did, once purchases up to that day are known.
 */
export const Experiment = z
  .object({
    id: idOf('experiment'),
    personaId: idOf('persona'),
    personaVersion: z.int().positive(),
    strategy: z.string(),
    action: Bilingual,
    share: z.number(),
    from: z.iso.date(),
    to: z.iso.date(),
    reached: z.int().nonnegative(),
    heldOut: z.int().nonnegative(),
    startedAt: Time,
    /** Where the lists of customers are kept, one for each export. */
    lists: z.array(z.string()),
  })
  .meta({ id: 'Experiment' });
export type Experiment = z.infer<typeof Experiment>;

/** Who is in either arm, by customer id. */
export const ExperimentArms = z.object({ reached: z.array(z.string()), heldOut: z.array(z.string()) });
export type ExperimentArms = z.infer<typeof ExperimentArms>;

/** An experiment as it is shown: without its people, with what it did once that is known. */
export const ShownExperiment = Experiment.omit({ lists: true })
  .extend({
    /** `running` until `to` is past, `waiting` for purchases of those days, then `measured`. */
    status: z.enum(['running', 'waiting', 'measured']),
    effect: StrategyEffect.nullable(),
  })
  .meta({ id: 'ShownExperiment' });
export type ShownExperiment = z.infer<typeof ShownExperiment>;
