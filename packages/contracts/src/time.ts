import * as z from 'zod';

/** An instant in UTC as ISO 8601 with milliseconds, `2026-03-01T09:30:00.000Z`: text order is time order. */
export const Time = z.iso.datetime({ precision: 3 });

/** How much of a time was said: a review dated "2024-03" is no earlier than one of 2024-03-09. */
export const TimePrecision = z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']);
export type TimePrecision = z.infer<typeof TimePrecision>;

/** A time, or a whole day (UTC). */
export const Instant = z.union([z.iso.date(), Time]);

/** The first moment of an instant. */
export function firstMoment(instant: string): string {
  return instant.length === 10 ? `${instant}T00:00:00.000Z` : instant;
}

/** The last moment of an instant. */
export function lastMoment(instant: string): string {
  return instant.length === 10 ? `${instant}T23:59:59.999Z` : instant;
}
