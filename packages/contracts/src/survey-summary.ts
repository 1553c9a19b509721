import * as z from 'zod';

/** A share of `of` answers with its 95 % interval, all from 0 to 1. */
export const Share = z
  .object({ count: z.int(), of: z.int(), share: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'Share' });
export type Share = z.infer<typeof Share>;

const CountedChoice = z.object({ value: z.string(), label: z.string(), answers: Share });

/** What was answered to one question. `shown` counts those who saw it. */
export const QuestionSummary = z
  .object({
    question: z.string(),
    type: z.string(),
    title: z.string(),
    shown: z.int(),
    answered: z.int(),
    /** Where browsers told how long it took. */
    medianSeconds: z.number().nullable(),
    choices: z.array(CountedChoice).optional(),
    rows: z.array(z.object({ value: z.string(), label: z.string(), columns: z.array(CountedChoice) })).optional(),
    /** Mean place (1 is best) and how often a choice came first. */
    ranks: z.array(z.object({ value: z.string(), label: z.string(), mean: z.number(), first: Share })).optional(),
    numbers: z
      .object({
        mean: z.number(),
        median: z.number(),
        deviation: z.number().nullable(),
        min: z.number(),
        max: z.number(),
        counts: z.record(z.string(), z.int()).optional(),
      })
      .optional(),
    nps: z
      .object({
        score: z.number(),
        low: z.number(),
        high: z.number(),
        promoters: z.int(),
        passives: z.int(),
        detractors: z.int(),
      })
      .optional(),
    /** CSAT: 4 and 5. CES: the agreeing points. */
    topBox: Share.optional(),
  })
  .meta({ id: 'QuestionSummary' });
export type QuestionSummary = z.infer<typeof QuestionSummary>;

const Price = z.number().nullable();

/** The four curves over the prices named, and where they cross; null where they do not. */
export const PriceSensitivity = z
  .object({
    kind: z.literal('van-westendorp'),
    currency: z.string(),
    respondents: z.int(),
    /** Left out: their four prices were not in rising order. */
    inconsistent: z.int(),
    curves: z.array(
      z.object({
        price: z.number(),
        tooCheap: z.number(),
        cheap: z.number(),
        expensive: z.number(),
        tooExpensive: z.number(),
      }),
    ),
    marginalCheapness: Price,
    marginalExpensiveness: Price,
    indifference: Price,
    optimal: Price,
  })
  .meta({ id: 'PriceSensitivity' });
export type PriceSensitivity = z.infer<typeof PriceSensitivity>;

export const KanoCategory = z.enum(['attractive', 'performance', 'must-be', 'indifferent', 'reverse', 'questionable']);
export type KanoCategory = z.infer<typeof KanoCategory>;

export const KanoFeature = z
  .object({
    feature: z.string(),
    label: z.string(),
    respondents: z.int(),
    counts: z.record(KanoCategory, z.int()),
    category: KanoCategory.nullable(),
    /** Whether the most frequent category differs from the second by Fong's test. */
    clear: z.boolean(),
    /** 0…1: how far satisfaction rises with it; null where nobody gave a usable pair. */
    better: z.number().nullable(),
    /** −1…0: how far satisfaction falls without it. */
    worse: z.number().nullable(),
  })
  .meta({ id: 'KanoFeature' });
export type KanoFeature = z.infer<typeof KanoFeature>;

export const AnalysisResult = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('pmf'), question: z.string(), veryDisappointed: Share }),
    z.object({ kind: z.literal('top-box'), question: z.string(), top: Share }),
    PriceSensitivity,
    z.object({ kind: z.literal('kano'), features: z.array(KanoFeature) }),
  ])
  .meta({ id: 'AnalysisResult' });
export type AnalysisResult = z.infer<typeof AnalysisResult>;

/** Everything that the responses of one survey version say in numbers. */
export const SurveySummary = z
  .object({
    responses: z.int(),
    /** Responses flagged as suspect among them. */
    suspect: z.int(),
    questions: z.array(QuestionSummary),
    analyses: z.array(AnalysisResult),
    scores: z.array(z.object({ score: z.string(), title: z.string(), of: z.int(), mean: z.number() })),
    /** Time on each page among finished responses, and how many went no further than it. */
    pages: z.array(
      z.object({
        page: z.string(),
        reached: z.int(),
        left: z.int(),
        medianSeconds: z.number().nullable(),
        p90Seconds: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'SurveySummary' });
export type SurveySummary = z.infer<typeof SurveySummary>;
