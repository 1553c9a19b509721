import * as z from 'zod';
import { Currency, Decimal } from './money.ts';

/** The eleven behavioural segments, most to least valuable. */
export const SegmentId = z
  .enum([
    'champions',
    'loyal',
    'potential_loyalists',
    'new',
    'promising',
    'need_attention',
    'about_to_sleep',
    'at_risk',
    'cannot_lose',
    'hibernating',
    'lost',
  ])
  .meta({ id: 'SegmentId' });
export type SegmentId = z.infer<typeof SegmentId>;

/** The eight value segments (八类客户): recency, frequency and money each high or low, in this order of letters. */
export const EightSegmentId = z
  .enum(['hhh', 'hlh', 'lhh', 'llh', 'hhl', 'hll', 'lhl', 'lll'])
  .meta({ id: 'EightSegmentId' });
export type EightSegmentId = z.infer<typeof EightSegmentId>;

const Share = z.number().min(0).max(1);
const Name = z.object({ 'zh-CN': z.string(), en: z.string() });

/** One segment of a snapshot. Means are null where nobody is in it; `revenue` is net, `revenueShare` null where there is none. */
export const SegmentSummary = z
  .object({
    id: z.string(),
    name: Name,
    n: z.int().nonnegative(),
    share: Share.nullable(),
    revenue: Decimal,
    revenueShare: z.number().nullable(),
    meanRecencyDays: z.number().nullable(),
    meanFrequency: z.number().nullable(),
    meanMonetary: z.number().nullable(),
  })
  .meta({ id: 'SegmentSummary' });
export type SegmentSummary = z.infer<typeof SegmentSummary>;

/** A fitted model: what it found and how far to trust it. `reason` says why there are no parameters. */
export const ModelFit = z
  .object({
    model: z.enum(['bg-nbd', 'mbg-nbd', 'nbd', 'pareto-nbd', 'gamma-gamma']),
    parameters: z.record(z.string(), z.number()).nullable(),
    logLikelihood: z.number().nullable(),
    customers: z.int().nonnegative(),
    converged: z.boolean(),
    /** How many starting points led to the same maximum. */
    agreeingStarts: z.int().nonnegative(),
    starts: z.int().nonnegative(),
    reason: z.enum(['too_few_customers', 'no_repeat_purchases', 'degenerate', 'not_converged']).nullable(),
  })
  .meta({ id: 'ModelFit' });
export type ModelFit = z.infer<typeof ModelFit>;

/** How well the model of an earlier date foretold what the team's customers then did. */
export const Calibration = z
  .object({
    cut: z.iso.date(),
    until: z.iso.date(),
    customers: z.int().nonnegative(),
    predictedPurchases: z.number(),
    actualPurchases: z.number(),
    /** Chance that of one who left and one who stayed the ranking names the right one. */
    auc: z.number().min(0).max(1).nullable(),
    brier: z.number().min(0).max(1),
    /** Tenths of customers by predicted probability of no purchase: what was said and what came. */
    bins: z.array(z.object({ n: z.int(), predictedNone: Share, actualNone: Share, low: Share, high: Share })),
  })
  .meta({ id: 'Calibration' });
export type Calibration = z.infer<typeof Calibration>;

/** The segments of all customers at one snapshot. */
export const SegmentReport = z
  .object({
    snapshot: z.iso.date(),
    mapVersion: z.int().positive(),
    scoring: z.enum(['percent-rank', 'quantiles', 'cut-offs']),
    currency: Currency,
    customers: z.int().nonnegative(),
    revenue: Decimal,
    /** Customers with no order left after refunds: in no segment, their money still counted. */
    withoutOrders: z.object({ n: z.int().nonnegative(), revenue: Decimal }),
    segments: z.array(SegmentSummary),
    eight: z.array(SegmentSummary),
    eightCutOffs: z.object({ recencyDays: z.number(), frequency: z.number(), monetary: z.number() }).nullable(),
    models: z.array(ModelFit),
    calibration: Calibration.nullable(),
    horizonDays: z.int().positive(),
  })
  .meta({ id: 'SegmentReport' });
export type SegmentReport = z.infer<typeof SegmentReport>;

/** The customers as they stood at the start of a day: by purchases before it, as they are known now. */
export const CustomerSnapshot = z.object({ day: z.iso.date(), key: z.string(), customers: z.int().nonnegative() });
export type CustomerSnapshot = z.infer<typeof CustomerSnapshot>;
