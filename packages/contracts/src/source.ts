import * as z from 'zod';
import { idOf } from './ids.ts';
import { Message } from './language.ts';
import { RunStatus } from './run.ts';
import { Time } from './time.ts';

/**
 * How a site may be read: by an interface that its owner documents for programs, as a public page, only by agreeing to
 * terms that most owners' lawyers would read first, or with the reader's own account.
 */
export const Access = z.enum(['official', 'public', 'terms', 'account']).meta({ id: 'Access' });
export type Access = z.infer<typeof Access>;

/** Something about a source that its team should look at; told once, gone when a run is well again. */
export const SourceAlert = z
  .object({
    kind: z.enum([
      'nothing-found',
      'fields-missing',
      'fewer-than-declared',
      'silent',
      'unreadable-page',
      'blocked',
      'failing',
      /** Its connector or its configuration is of an earlier version. */
      'unusable',
    ]),
    message: Message,
    since: Time,
    /** The run that found it; null where it could not even begin. */
    runId: idOf('run').nullable(),
  })
  .meta({ id: 'SourceAlert' });
export type SourceAlert = z.infer<typeof SourceAlert>;

/** A place from which the reviews of a product are collected again and again. */
export const Source = z
  .object({
    id: idOf('source'),
    productId: idOf('product'),
    name: z.string(),
    connector: z.string(),
    config: z.record(z.string(), z.json()).meta({ type: 'object' }),
    everyMinutes: z.int().positive(),
    termsAccepted: z.boolean(),
    /** `stopped` by itself, since the site refused; a team that has sorted it out resumes it. */
    status: z.enum(['active', 'paused', 'stopped']),
    stoppedBecause: Message.nullable(),
    createdAt: Time,
    nextRunAt: Time.nullable(),
    lastRun: z.object({ id: idOf('run'), status: RunStatus, finishedAt: Time.nullable() }).nullable(),
    alerts: z.array(SourceAlert),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

const settings = {
  name: z.string().trim().min(1).max(200).optional(),
  config: z.record(z.string(), z.json()).meta({ type: 'object' }).optional(),
  everyMinutes: z
    .int()
    .max(60 * 24 * 31)
    .optional(),
  termsAccepted: z.boolean().optional(),
};

/** Where to look: an address from which the connector is guessed, or a connector with its configuration. */
export const SourcePlace = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).optional(),
    connector: z.string().max(50).optional(),
    config: z.record(z.string(), z.json()).meta({ type: 'object' }).optional(),
    termsAccepted: z.boolean().optional(),
  })
  .refine(
    ({ url, connector }) => url !== undefined || connector !== undefined,
    'say a url, or a connector with its config',
  )
  .meta({ id: 'SourcePlace' });
export type SourcePlace = z.infer<typeof SourcePlace>;

export const NewSource = z
  .strictObject({
    productId: idOf('product'),
    url: z.url({ protocol: /^https?$/ }).optional(),
    connector: z.string().max(50).optional(),
    ...settings,
  })
  .refine(
    ({ url, connector }) => url !== undefined || connector !== undefined,
    'say a url, or a connector with its config',
  )
  .meta({ id: 'NewSource' });
export type NewSource = z.infer<typeof NewSource>;

export const SourceChange = z
  .strictObject({ ...settings, paused: z.boolean().optional() })
  .meta({ id: 'SourceChange' });
export type SourceChange = z.infer<typeof SourceChange>;

/** What is known of a host from one request to the next; times in milliseconds since 1970. */
export const HostManners = z.object({
  /** When the next request may go out. */
  nextAt: z.number(),
  delayMs: z.number(),
  /** Until when it asked to be left alone. */
  restUntil: z.number(),
});
export type HostManners = z.infer<typeof HostManners>;

/** What a host's robots.txt says to this crawler, and when it was read. */
export const KnownRobots = z.object({
  fetchedAt: z.number(),
  outcome: z.enum(['read', 'absent', 'unreachable']),
  rules: z.array(z.object({ allow: z.boolean(), path: z.string() })),
  crawlDelay: z.number().nullable(),
});
export type KnownRobots = z.infer<typeof KnownRobots>;
