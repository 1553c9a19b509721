import * as z from 'zod';

/** How much a closed question explains of the target's variance; parts of all drivers sum to `SurveyDrivers.r2`. */
export const SurveyDriver = z
  .object({
    questionId: z.string(),
    part: z.number(),
    /** 95 % bootstrap interval of `part`. */
    low: z.number(),
    high: z.number(),
    /** Pearson's correlation with the target: which way it moves. */
    correlation: z.number(),
  })
  .meta({ id: 'SurveyDriver' });
export type SurveyDriver = z.infer<typeof SurveyDriver>;

/** Which closed answers move a rating such as NPS or CSAT, among the `n` who answered all of them. */
export const SurveyDrivers = z
  .object({ targetId: z.string(), n: z.int(), r2: z.number().nullable(), drivers: z.array(SurveyDriver) })
  .meta({ id: 'SurveyDrivers' });
export type SurveyDrivers = z.infer<typeof SurveyDrivers>;
