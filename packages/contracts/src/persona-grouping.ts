import * as z from 'zod';
import { LocalizedText } from './language.ts';

const Texts = z.array(z.string().max(200)).min(1).max(100);

/** What a test may ask of a customer's row. */
export const CUSTOMER_COLUMNS = [
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
] as const;

/** One test of a customer's row in the lake, or of what the customer last answered to a dimension. */
export const GroupTest = z
  .union([
    z.strictObject({
      column: z.enum(CUSTOMER_COLUMNS),
      anyOf: z
        .array(z.union([z.string().max(200), z.number()]))
        .min(1)
        .max(100)
        .optional(),
      atLeast: z.number().optional(),
      below: z.number().optional(),
    }),
    z.strictObject({
      dimension: z.string().min(1).max(100),
      anyOf: Texts.optional(),
      /** Of answers that are numbers. */
      atLeast: z.number().optional(),
      below: z.number().optional(),
    }),
  ])
  .refine((test) => test.anyOf !== undefined || test.atLeast !== undefined || test.below !== undefined, {
    message: 'a test needs `anyOf`, `atLeast` or `below`',
  })
  .meta({ id: 'GroupTest' });
export type GroupTest = z.infer<typeof GroupTest>;

const GroupingId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,59}$/, 'lower-case letters, digits and hyphens, a letter first');

/**
 * How people are divided into personas: by a column of the customers, by the lake's table `assignments` (`customer_id`,
 * `snapshot`, `grp`; clusters, say), or by the team's own rules, of which the first
 * that holds decides; who meets none belongs to no persona. Nobody is in two personas of one grouping.
 */
export const PersonaGrouping = z
  .union([
    z.strictObject({
      id: GroupingId,
      by: z.enum(['segment', 'eight', 'buyer_level', 'spending_power', 'price_band', 'region', 'top_category']),
    }),
    z.strictObject({ id: GroupingId, by: z.literal('assignments') }),
    z.strictObject({
      id: GroupingId,
      name: LocalizedText.optional(),
      rules: z
        .array(
          z.strictObject({
            id: z.string().min(1).max(60),
            name: LocalizedText,
            where: z.array(GroupTest).min(1).max(20),
          }),
        )
        .min(1)
        .max(50)
        .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules have the same id'),
    }),
  ])
  .meta({ id: 'PersonaGrouping' });
export type PersonaGrouping = z.infer<typeof PersonaGrouping>;
