import * as z from 'zod';
import { Time } from './time.ts';

const Names = z.array(z.string().trim().min(1).max(200)).min(1).max(50);

/** What must hold for a rule to propose its strategy; every stated condition must. */
export const StrategyCondition = z
  .strictObject({
    segments: Names.optional(),
    tags: Names.optional(),
    /** Where most of them buy, by the value of `/dimensions/channel`. */
    channels: Names.optional(),
    /** Themes that must stand among the pains or wishes; `*` is any that this segment names more than others. */
    pains: Names.optional(),
    wishes: Names.optional(),
    /** The NPS must lie under this, interval included. */
    npsBelow: z.number().optional(),
    npsAbove: z.number().optional(),
    /** Mean probability of no further purchase. */
    pNoneAbove: z.number().min(0).max(1).optional(),
    pNoneBelow: z.number().min(0).max(1).optional(),
    /** Typical days between purchases. */
    rhythmAtMost: z.number().positive().optional(),
    /** How many times their usual interval has passed since the last purchase, medians of both. */
    overdueAbove: z.number().positive().optional(),
    overdueBelow: z.number().positive().optional(),
    repeatBelow: z.number().min(0).max(1).optional(),
  })
  .refine((when) => Object.keys(when).length > 0, 'a rule without a condition would hold for everyone')
  .meta({ id: 'StrategyCondition' });
export type StrategyCondition = z.infer<typeof StrategyCondition>;

/** What a rule's texts may name, each filled in from the persona. */
export const STRATEGY_PLACES = ['segment', 'pain', 'wish', 'channel', 'rhythm', 'category'] as const;

const Words = z.string().trim().min(1).max(500);

/** A text of the rule book, always in both languages; both name the same things, and only what strategies know. */
const StrategyText = z.strictObject({ 'zh-CN': Words, en: Words }).superRefine((texts, context) => {
  const [zh, en] = [placesIn(texts['zh-CN']), placesIn(texts.en)];
  const unknown = [...zh, ...en].find((place) => !STRATEGY_PLACES.some((known) => known === place));
  if (unknown !== undefined) {
    context.addIssue({ code: 'custom', message: `{${unknown}} is not one of {${STRATEGY_PLACES.join('}, {')}}` });
  } else if (String(zh) !== String(en)) {
    context.addIssue({ code: 'custom', message: 'both languages must name the same places' });
  }
});

function placesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w*)\}/g)].map(([, name = '']) => name))].sort();
}

/**
 * One line of the rule book that the team edits. Texts may name `{segment}`, `{pain}`, `{wish}`, `{channel}`,
 * `{rhythm}` and `{category}`; a rule whose text names what the persona does not know is not proposed.
 */
export const StrategyRule = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower-case letters, digits and hyphens, a letter first'),
    when: StrategyCondition,
    message: StrategyText,
    channel: StrategyText,
    timing: StrategyText,
    offer: StrategyText,
    measure: StrategyText,
    /** Days in which the measure is taken. */
    days: z.int().positive().max(365).default(60),
    /** The relative rise of the measure worth finding, for the power calculation. */
    worthwhile: z.number().positive().max(2).default(0.2),
  })
  .meta({ id: 'StrategyRule' });
export type StrategyRule = z.infer<typeof StrategyRule>;

/** An item of the table takes 400 KB. */
const MOST_CHARACTERS = 100_000;

/** A whole rule book, in the order in which its strategies are shown. */
export const StrategyRules = z
  .array(StrategyRule)
  .max(60)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules have the same id')
  .refine((rules) => JSON.stringify(rules).length <= MOST_CHARACTERS, 'the book is too long to be stored');

/**
 * An edition of the rule book. Every change makes a new one; `0` is the book that the product brings, and so is every
 * edition whose origin is `built-in`.
 */
export const StrategyBook = z
  .object({
    edition: z.int().nonnegative(),
    origin: z.enum(['built-in', 'team']),
    rules: z.array(StrategyRule),
    changedAt: Time.nullable(),
  })
  .meta({ id: 'StrategyBook' });
export type StrategyBook = z.infer<typeof StrategyBook>;
