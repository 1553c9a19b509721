import * as z from 'zod';
import { idOf } from './ids.ts';
import { Message } from './language.ts';
import { Time } from './time.ts';

export const BuildStep = z
  .enum(['collect', 'segments', 'pain-points', 'personas', 'publish'])
  .meta({ id: 'BuildStep' });
export type BuildStep = z.infer<typeof BuildStep>;

export const NewBuild = z
  .strictObject({
    /** The day up to which purchases count, exclusive; the day after the last purchase by default. */
    snapshot: z.iso.date().optional(),
    /** Only feedback of these days: `from` inclusive, `to` exclusive. */
    window: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }).optional(),
  })
  .meta({ id: 'NewBuild' });
export type NewBuild = z.infer<typeof NewBuild>;

/** A build of all insights from what is known when it starts. `progress` runs from 0 to 1. */
export const Build = z
  .object({
    id: idOf('build'),
    options: NewBuild,
    status: z.enum(['queued', 'running', 'done', 'failed']),
    step: BuildStep.nullable(),
    progress: z.number().min(0).max(1),
    failure: z.string().nullable(),
    /** Why it failed, for the team to read; `failure` is its English. */
    message: Message.optional(),
    attempts: z.int().nonnegative(),
    /** What went in, once it is known. */
    counts: z
      .object({ feedback: z.int(), mentions: z.int(), purchases: z.int(), customers: z.int(), responses: z.int() })
      .partial(),
    createdAt: Time,
    /** When it was taken up first: it takes in what was there by then. */
    startedAt: Time.optional(),
    finishedAt: Time.nullable(),
  })
  .meta({ id: 'Build' });
export type Build = z.infer<typeof Build>;

/** Up to when a build tells of what is known; until it begins, and for former ones, when it was asked for. */
export function asOf({ startedAt, createdAt }: Pick<Build, 'startedAt' | 'createdAt'>): string {
  return startedAt ?? createdAt;
}

/** A build as whoever asks for it is told. */
export const AskedBuild = Build.extend({
  /** It had been asked for before, and this request made no other one. */
  joined: z.boolean(),
}).meta({ id: 'AskedBuild' });
