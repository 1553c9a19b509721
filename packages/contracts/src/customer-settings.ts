import * as z from 'zod';
import { Currency } from './money.ts';

const Days = z.number().nonnegative().max(36_500);
const Orders = z.number().nonnegative().max(1e6);
const Money = z.number().nonnegative().max(1e12);

/** Four limits that divide values into five scores. */
const cuts = (value: z.ZodNumber) =>
  z
    .tuple([value, value, value, value])
    .refine((four) => four.every((cut, i) => i === 0 || cut > (four[i - 1] ?? 0)), 'limits must ascend');

/**
 * How values become scores from 1 to 5. Equal values have equal scores in all three.
 * - `percent-rank`: fifths of the customers by the share that does worse;
 * - `quantiles`: as R's package rfm has it, cuts at the type-7 quintiles plus one, intervals open on the right;
 * - `cut-offs`: the team's own, ascending; a value at a cut is above it, which is better for money and worse for days.
 */
export const Scoring = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('percent-rank') }),
    z.strictObject({ method: z.literal('quantiles') }),
    z.strictObject({
      method: z.literal('cut-offs'),
      recencyDays: cuts(Days),
      frequency: cuts(Orders),
      monetary: cuts(Money),
    }),
  ])
  .meta({ id: 'Scoring' });
export type Scoring = z.infer<typeof Scoring>;

/** What is high for the eight segments: better than the customers' mean, or than values of the team's own. */
export const EightRule = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('mean') }),
    z.strictObject({ by: z.literal('cut-offs'), recencyDays: Days, frequency: Orders, monetary: Money }),
  ])
  .meta({ id: 'EightRule' });
export type EightRule = z.infer<typeof EightRule>;

/** What M is: all that a customer spent, or what an order of theirs came to. */
export const MonetaryValue = z.enum(['total', 'average-order']);
export type MonetaryValue = z.infer<typeof MonetaryValue>;

/** How customers are counted and scored. */
export const CustomerSettings = z
  .strictObject({
    /** What amounts are told in where purchases have several currencies; null while there is one. */
    currency: Currency.nullable(),
    /** Whose behaviour is told: people, or the companies they buy for. */
    unit: z.enum(['customer', 'account']),
    scoring: Scoring.default({ method: 'percent-rank' }),
    monetary: MonetaryValue.default('total'),
    eight: EightRule.default({ by: 'mean' }),
    eightMonetary: MonetaryValue.default('average-order'),
    /** Who bought first longer ago than this many days is not new. */
    newWithinDays: z.int().min(1).max(3650).default(90),
    /** How far ahead purchases and values are foretold. */
    horizonDays: z.int().min(7).max(1095).default(365),
  })
  .meta({ id: 'CustomerSettings' });
export type CustomerSettings = z.infer<typeof CustomerSettings>;

/** What holds until the team says otherwise. */
export const customerDefaults: CustomerSettings = CustomerSettings.parse({ currency: null, unit: 'customer' });
