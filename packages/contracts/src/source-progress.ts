import * as z from 'zod';
import { Message } from './language.ts';
import { Run } from './run.ts';
import { SourceAlert } from './source.ts';
import { Time } from './time.ts';

/** A request still to be made in a pass. A head is one that the connector planned; the others were found on pages. */
const PendingPage = z.object({
  request: z.object({
    url: z.string(),
    method: z.enum(['GET', 'POST']).exactOptional(),
    headers: z.record(z.string(), z.string()).exactOptional(),
    body: z.string().exactOptional(),
  }),
  role: z.enum(['head', 'next', 'detail']),
  /** Which of the plan's heads it is or goes on from. */
  head: z.int().nonnegative(),
});
export type PendingPage = z.infer<typeof PendingPage>;

/** Which version of a head was read last. */
const HeadVersion = z.object({ etag: z.string().nullable(), lastModified: z.string().nullable(), hash: z.string() });
export type HeadVersion = z.infer<typeof HeadVersion>;

/** One look through all that is new in a partition, as far as it has come. */
const Pass = z.object({
  partition: z.string(),
  pending: z.array(PendingPage),
  heads: z.record(z.string(), HeadVersion),
  newest: Time.nullable(),
  parsed: z.int(),
  declared: z.int().nullable(),
  pages: z.int(),
  /** Has it come to the end of the source, rather than to what was known? */
  isFull: z.boolean(),
  /** Were there pages that could not be had? */
  hasGaps: z.boolean(),
});
export type Pass = z.infer<typeof Pass>;

/** What a finished run leaves for those after it to be compared with. */
export const RunSummary = z.object({
  seen: z.int(),
  new: z.int(),
  filled: z.record(z.string(), z.int()),
  declared: z.int().nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

const ActiveRun = z.object({
  ledger: Run,
  partitions: z.array(z.string()),
  pass: Pass.nullable(),
  declared: z.int().nullable(),
  /** Over the passes that came to the end of a source which says how much it has. */
  fullDeclared: z.int(),
  fullParsed: z.int(),
  /** Consecutive tries of the present request that failed, or that were told to wait. */
  tries: z.int(),
  waits: z.int(),
  /** Why a page was given up, the last time that one was. */
  trouble: Message.nullable(),
  hasGaps: z.boolean(),
  isUnreadable: z.boolean(),
});
export type ActiveRun = z.infer<typeof ActiveRun>;

/** How far the collecting from a source has come: kept with it, changed by nobody but the run that holds the lease. */
export const SourceProgress = z.object({
  /** Who is at work on it. */
  lease: z.string().nullable(),
  run: ActiveRun.nullable(),
  partitions: z.record(z.string(), z.object({ watermark: Time.nullable(), heads: z.record(z.string(), HeadVersion) })),
  /** Of the connector that read it last: another one may see more in the same pages. */
  version: z.int(),
  /** Newest last. */
  history: z.array(RunSummary),
  /** The last days, since 1970, on which reviews were written. */
  days: z.array(z.int()),
  /** Alerts of which the team's webhooks do not know yet. */
  untold: z.array(SourceAlert),
});
export type SourceProgress = z.infer<typeof SourceProgress>;

export const NO_PROGRESS: SourceProgress = {
  lease: null,
  run: null,
  partitions: {},
  version: 0,
  history: [],
  days: [],
  untold: [],
};
