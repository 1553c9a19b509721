import * as z from 'zod';
import { idOf } from './ids.ts';
import { ThemeNames } from './theme.ts';

/** How much a numeric question explains of the target's variance; parts of all drivers sum to `SurveyDrivers.r2`. */
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

const Answered = z.object({ n: z.int(), mean: z.number() });

/**
 * Respondents who chose an answer, or whose own words name a theme as a pain (wishes among them) or with praise, against
 * those who were asked and did not: the difference of their mean targets with its 95 % interval (Welch), its p, and the p
 * corrected over all tested beside it. `questionId` is `question.row` for a row of a matrix.
 */
export const DriverContrast = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('answer'), questionId: z.string(), value: z.string() }),
    z.object({ by: z.enum(['pain', 'praise']), themeId: idOf('theme'), names: ThemeNames }),
  ])
  .and(
    z.object({
      with: Answered,
      without: Answered,
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      p: z.number(),
      q: z.number(),
    }),
  )
  .meta({ id: 'DriverContrast' });
export type DriverContrast = z.infer<typeof DriverContrast>;

/**
 * What goes with a survey's NPS, CSAT or other score (`targetId`). `respondents` gave one, `mean` on average. `contrasts`
 * are of choices and themes, the surest first, `tested` how many there were enough people for; `drivers` split what the
 * numeric questions explain (`r2`), among the `n` who answered all of them. What goes together need not cause each other.
 */
export const SurveyDrivers = z
  .object({
    surveyId: idOf('survey'),
    targetId: z.string(),
    respondents: z.int(),
    mean: z.number().nullable(),
    tested: z.int(),
    contrasts: z.array(DriverContrast),
    n: z.int(),
    r2: z.number().nullable(),
    drivers: z.array(SurveyDriver),
  })
  .meta({ id: 'SurveyDrivers' });
export type SurveyDrivers = z.infer<typeof SurveyDrivers>;
