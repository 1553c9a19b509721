import * as z from 'zod';

/** An instant in UTC as ISO 8601 with milliseconds, `2026-03-01T09:30:00.000Z`: text order is time order. */
export const Time = z.iso.datetime({ precision: 3 });

/** How much of a time was said: a review dated "2024-03" is no earlier than one of 2024-03-09. */
export const TimePrecision = z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']);
export type TimePrecision = z.infer<typeof TimePrecision>;
