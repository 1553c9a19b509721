import * as z from 'zod';
import { Message } from './language.ts';
import { Access } from './source.ts';
import { Time, TimePrecision } from './time.ts';

/** A review as it would be taken in: to be looked at before a source is saved. Its author is not shown. */
export const ReviewPreview = z
  .object({
    text: z.string(),
    rating: z.number().nullable(),
    occurredAt: Time.nullable(),
    occurredAtPrecision: TimePrecision.nullable(),
    /** The date as it stands there. */
    occurredAtSaid: z.string().nullable(),
    hasAuthor: z.boolean(),
    hasId: z.boolean(),
    productVersion: z.string().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: 'ReviewPreview' });
export type ReviewPreview = z.infer<typeof ReviewPreview>;

/** Who does not let a source be read: its robots.txt, its terms that nobody has taken on, the site, or our own rules. */
export const ReadingRefusal = z.enum(['robots', 'terms', 'site', 'unsafe-address']).meta({ id: 'ReadingRefusal' });
export type ReadingRefusal = z.infer<typeof ReadingRefusal>;

/** What a source would bring. */
export const SourcePreview = z
  .object({
    connector: z.string(),
    config: z.record(z.string(), z.json()).meta({ type: 'object' }),
    access: Access,
    /** Shortest interval between two runs. */
    minimumMinutes: z.int().positive(),
    /** The first ten that were found. */
    reviews: z.array(ReviewPreview),
    rejected: z.record(z.string(), z.int()),
    /** Why there are none, or not all. */
    problem: Message.nullable(),
    refusedBy: ReadingRefusal.nullable(),
  })
  .meta({ id: 'SourcePreview' });
export type SourcePreview = z.infer<typeof SourcePreview>;

/** A kind of place that reviews can be collected from. */
export const ConnectorDescription = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.record(z.string(), z.string()),
    access: Access,
    minimumMinutes: z.int().positive(),
    /** Parts of its configuration that are never shown again. */
    secrets: z.array(z.string()),
    /** Its configuration, as JSON Schema. */
    config: z.record(z.string(), z.json()).meta({ type: 'object' }),
  })
  .meta({ id: 'ConnectorDescription' });
export type ConnectorDescription = z.infer<typeof ConnectorDescription>;
