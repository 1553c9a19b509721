import * as z from 'zod';
import { Time } from './time.ts';

/** When builds begin by themselves. */
export const BuildSchedule = z
  .strictObject({
    /** Every so many days; null is never. */
    everyDays: z.int().min(1).max(90).nullable(),
    /** Not before this hour of the day, UTC. */
    hour: z.int().min(0).max(23),
    /** Also when enough has arrived since the last build to move what it says. */
    whenMoved: z.boolean(),
  })
  .meta({ id: 'BuildSchedule' });
export type BuildSchedule = z.infer<typeof BuildSchedule>;

/** What holds until the team says otherwise. */
export const FIRST_BUILD_SCHEDULE: BuildSchedule = { everyDays: 1, hour: 2, whenMoved: true };

/** An edition of the schedule: every change makes a new one. */
export const BuildScheduleEdition = z
  .object({ edition: z.int().nonnegative(), schedule: BuildSchedule, changedAt: Time.nullable() })
  .meta({ id: 'BuildScheduleEdition' });
