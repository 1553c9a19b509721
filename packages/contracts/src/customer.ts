import * as z from 'zod';
import { Currency } from './money.ts';
import { EightSegmentId, SegmentId } from './segment.ts';
import { Time } from './time.ts';

const Score = z.int().min(1).max(5);
const Share = z.number().min(0).max(1);

/**
 * One customer at one snapshot, as the lake keeps it (`customers/`, columns are these names in snake_case). Days are days
 * of the calendar, counted on the wall clock of the purchases; money is net of refunds in `currency`. What the models say
 * is null where none could be fitted.
 */
export const Customer = z
  .object({
    customerId: z.string(),
    segment: SegmentId,
    eight: EightSegmentId,
    r: Score,
    f: Score,
    m: Score,
    recencyDays: z.int().nonnegative(),
    /** Orders that were not given back in full. */
    frequency: z.int().positive(),
    monetary: z.number(),
    currency: Currency,
    averageOrder: z.number(),
    firstAt: Time,
    lastAt: Time,
    tenureDays: z.int().nonnegative(),
    /** Mean days between days of purchase; null for those who bought on one day only. */
    intervalDays: z.number().nullable(),
    buyerLevel: Score,
    spendingPower: Score,
    priceBand: z.string().nullable(),
    multiItem: z.boolean(),
    topCategory: z.string().nullable(),
    topChannel: z.string().nullable(),
    region: z.string().nullable(),
    /** Days of purchase expected within the report's horizon. */
    expectedPurchases: z.number().nonnegative().nullable(),
    /** Probability of no purchase within the horizon. */
    pNone: Share.nullable(),
    /** Probability of not having left; null where the model takes it for granted, as BG/NBD does after one purchase. */
    pAlive: Share.nullable(),
    /** Discounted net revenue expected within the horizon, and the interval that holds it for four customers in five. */
    clv: z.number().nullable(),
    clvLow: z.number().nullable(),
    clvHigh: z.number().nullable(),
    snapshot: z.iso.date(),
  })
  .meta({ id: 'Customer' });
export type Customer = z.infer<typeof Customer>;

/** A customer who is about to stay away, and what in their own rhythm says so. */
export const ChurnWarning = z
  .object({
    customerId: z.string(),
    segment: SegmentId,
    expectedPurchases: z.number(),
    pNone: Share,
    usualIntervalDays: z.number().nullable(),
    silentDays: z.int().nonnegative(),
    /** Net revenue a year at the customer's own pace so far: what is at stake. */
    yearlyRevenue: z.number(),
    explanation: z.object({ 'zh-CN': z.string(), en: z.string() }),
  })
  .meta({ id: 'ChurnWarning' });
export type ChurnWarning = z.infer<typeof ChurnWarning>;
