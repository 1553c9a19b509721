import * as z from 'zod';
import { idOf } from './ids.ts';
import { Message } from './language.ts';
import { Time } from './time.ts';

/**
 * How a run came out. `partial`: some pages could not be had, so the next run looks at everything again. `blocked`: the
 * site does not want it. `drift`: it answered, and not as it always did.
 */
export const RunStatus = z.enum(['running', 'ok', 'partial', 'blocked', 'drift', 'failed']).meta({ id: 'RunStatus' });
export type RunStatus = z.infer<typeof RunStatus>;

export const RunCounts = z.object({
  requests: z.int().nonnegative(),
  /** Requests answered with "not changed", or with the very page of last time. */
  unchanged: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  pages: z.int().nonnegative(),
  /** Reviews on the pages: new ones, ones whose text had changed, and ones known already. */
  seen: z.int().nonnegative(),
  new: z.int().nonnegative(),
  revised: z.int().nonnegative(),
  rejected: z.record(z.string(), z.int().positive()),
  /** Of the reviews seen, how many had each field. */
  filled: z.record(z.string(), z.int().nonnegative()),
});
export type RunCounts = z.infer<typeof RunCounts>;

/** One line of a source's ledger. */
export const Run = z
  .object({
    id: idOf('run'),
    sourceId: idOf('source'),
    status: RunStatus,
    /** Why the status is not `ok`. */
    reason: Message.nullable(),
    startedAt: Time,
    finishedAt: Time.nullable(),
    ...RunCounts.shape,
    /** What robots.txt said to the last page asked for. */
    robots: z.enum(['allowed', 'disallowed', 'absent', 'unreachable', 'not-asked']).nullable(),
    /** Up to when each partition is complete. */
    cursors: z.record(z.string(), Time.nullable()),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;
