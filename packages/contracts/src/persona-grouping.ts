import * as z from 'zod';
import { LocalizedText } from './language.ts';

/** One test of a customer's row in the lake, or of what the customer last answered to a dimension. */
export const GroupTest = z
  .union([
    z.strictObject({
      column: z.enum([
        'segment',
        'eight',
        'r',
        'f',
        'm',
        'recency_days',
        'frequency',
        'monetary',
        'average_order',
        'tenure_days',
        'interval_days',
        'buyer_level',
        'spending_power',
        'price_band',
        'top_category',
        'top_channel',
        'region',
        'p_none',
        'clv',
      ]),
      anyOf: z
        .array(z.union([z.string(), z.number()]))
        .min(1)
        .optional(),
      atLeast: z.number().optional(),
      below: z.number().optional(),
    }),
    z.strictObject({
      dimension: z.string(),
      anyOf: z.array(z.string()).min(1).optional(),
      /** Of answers that are numbers. */
      atLeast: z.number().optional(),
      below: z.number().optional(),
    }),
  ])
  .meta({ id: 'GroupTest' });
export type GroupTest = z.infer<typeof GroupTest>;

/**
 * How people are divided into personas: by a column of the customers, by the lake's table `assignments` (`customer_id`,
 * `grp`; clusters, say), or by the team's own rules, of which the first
 * that holds decides; who meets none belongs to no persona. Nobody is in two personas of one grouping.
 */
export const PersonaGrouping = z
  .union([
    z.strictObject({
      id: z.string(),
      by: z.enum(['segment', 'eight', 'buyer_level', 'spending_power', 'price_band', 'region', 'top_category']),
    }),
    z.strictObject({ id: z.string(), by: z.literal('assignments') }),
    z.strictObject({
      id: z.string(),
      rules: z
        .array(z.strictObject({ id: z.string(), name: LocalizedText, where: z.array(GroupTest).min(1) }))
        .min(1)
        .max(50),
    }),
  ])
  .meta({ id: 'PersonaGrouping' });
export type PersonaGrouping = z.infer<typeof PersonaGrouping>;
