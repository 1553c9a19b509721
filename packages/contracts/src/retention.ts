import * as z from 'zod';
import { Time } from './time.ts';

/** Days; null keeps until a person is erased. */
const Years = z.int().min(30).max(3650).nullable();

/**
 * How many days each kind of data is kept. What is older is erased as a person is: from tables, files, reports and
 * personas, so that it does not come back either.
 */
export const Retention = z
  .strictObject({
    /** Reviews, from the day on which they were received. */
    reviews: Years,
    /** Survey responses with the texts in them, from the day on which they were sent. */
    responses: Years,
    /** Files as they were sent, from the day on which they were read; at most 90 in the cloud, whose bucket removes them then. */
    uploads: z.int().min(1).max(3650).nullable(),
    /** Pages as they were fetched. They hold names. */
    pages: z.int().min(1).max(30),
    auditLog: z.int().min(30).max(3650),
  })
  .meta({ id: 'Retention' });
export type Retention = z.infer<typeof Retention>;
export type RetentionKind = keyof Retention;

/** What holds until the team says otherwise: nothing that it would miss is lost. */
export const FIRST_RETENTION: Retention = { reviews: null, responses: null, uploads: null, pages: 30, auditLog: 400 };

/** An edition of it: every change makes a new one. */
export const RetentionEdition = z
  .object({ edition: z.int().nonnegative(), retention: Retention, changedAt: Time.nullable() })
  .meta({ id: 'RetentionEdition' });

const Doomed = z.object({
  /** What is older than this goes; null where nothing does. */
  before: Time.nullable(),
  n: z.int().nonnegative(),
  /** There is more: counting stops at 10,000. */
  isMore: z.boolean(),
});
export type Doomed = z.infer<typeof Doomed>;

/** What a retention would delete at once, by kind. */
export const RetentionPreview = z
  .object({ reviews: Doomed, responses: Doomed, uploads: Doomed, pages: Doomed, auditLog: Doomed })
  .meta({ id: 'RetentionPreview' });
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** The moment before which everything goes that is kept so many days; null where all is kept. */
export function goneBefore(days: number | null, now = Date.now()): string | null {
  return days === null ? null : new Date(now - days * 86_400_000).toISOString();
}
