import * as z from 'zod';
import { LocalizedText } from './language.ts';

/** The name of a question, page, score or quota inside its survey. */
export const Key = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'lower-case letters, digits, - and _, at most 40');

/** What an answer says about a person, so that a persona can be built of it. */
export const Dimension = z
  .enum([
    'age',
    'gender',
    'region',
    'income',
    'occupation',
    'education',
    'household',
    'spend',
    'frequency',
    'motivation',
    'barrier',
    'channel',
    'device',
    'interest',
    'tenure',
    'role',
    'company-size',
    'industry',
    'loyalty',
    'usage-scene',
  ])
  .meta({ id: 'Dimension' });
export type Dimension = z.infer<typeof Dimension>;

const Scalar = z.union([z.string().max(200), z.number()]);

/** How a value is tested: `anyOf` and `noneOf` look at each choice of a multiple answer. */
const Comparison = {
  is: z.enum(['answered', 'unanswered', 'equal', 'notEqual', 'anyOf', 'noneOf', 'atLeast', 'atMost']),
  value: z.union([Scalar, z.array(Scalar).max(500)]).optional(),
};

/**
 * When something applies. A question's test sees the earlier answers only; what was never asked or never answered is
 * unanswered, and every comparison with it is false (so `notEqual` and `noneOf` are false as well).
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | ({ question: string; row?: string | undefined } & Test)
  | ({ field: string } & Test)
  | ({ score: string } & Test);
export type Test = {
  is: z.infer<(typeof Comparison)['is']>;
  value?: string | number | (string | number)[] | undefined;
};

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Condition).min(1).max(20) }),
      z.strictObject({ any: z.array(Condition).min(1).max(20) }),
      z.strictObject({ not: Condition }),
      z.strictObject({ question: Key, row: Key.optional(), ...Comparison }),
      z.strictObject({ field: Key, ...Comparison }),
      z.strictObject({ score: Key, ...Comparison }),
    ]),
  )
  .meta({ id: 'Condition' });

/** A web address that a page may load or link to: never `javascript:` or `data:`. */
export const HttpsUrl = z.url({ protocol: /^https$/ }).max(2000);

const Words = LocalizedText;

/** An image; without `alt` its survey cannot be published. */
export const Image = z.strictObject({ url: HttpsUrl, alt: Words.optional() }).meta({ id: 'Image' });
export type Image = z.infer<typeof Image>;

const ChoiceCode = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'letters, digits, - and _, at most 40');

/** One thing to choose. An exclusive choice ("none of these") unselects the others. */
export const Choice = z
  .strictObject({ value: ChoiceCode, label: Words, image: Image.optional(), exclusive: z.boolean().optional() })
  .meta({ id: 'Choice' });
export type Choice = z.infer<typeof Choice>;

const Choices = z.array(Choice).min(1).max(500);
const Asked = {
  id: Key,
  title: Words,
  help: Words.optional(),
  required: z.boolean().optional(),
  showIf: Condition.optional(),
  dimension: Dimension.optional(),
};
const Chosen = {
  ...Asked,
  choices: Choices,
  /** Offers a further choice `other` with a text beside it. */
  other: z.boolean().optional(),
  /** Shows the choices in an order drawn for each respondent; exclusive choices and `other` stay last. */
  randomise: z.boolean().optional(),
};
const Ends = { low: Words.optional(), high: Words.optional() };
const Text = {
  ...Asked,
  minLength: z.int().min(0).max(10_000).optional(),
  maxLength: z.int().min(1).max(10_000).optional(),
};

/** A question, by its type. Scales: NPS 0–10, CSAT 1–5, CES 1–5 or 1–7, stars 1–`points`. */
export const Question = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('single'), ...Chosen }),
    z.strictObject({
      type: z.literal('multiple'),
      ...Chosen,
      minChoices: z.int().min(0).max(500).optional(),
      maxChoices: z.int().min(1).max(500).optional(),
    }),
    z.strictObject({ type: z.literal('dropdown'), ...Chosen }),
    z.strictObject({ type: z.literal('nps'), ...Asked, ...Ends }),
    z.strictObject({ type: z.literal('csat'), ...Asked, ...Ends }),
    z.strictObject({ type: z.literal('ces'), ...Asked, ...Ends, points: z.union([z.literal(5), z.literal(7)]) }),
    z.strictObject({ type: z.literal('rating'), ...Asked, ...Ends, points: z.int().min(3).max(10).optional() }),
    z.strictObject({
      type: z.literal('matrix'),
      ...Asked,
      rows: z
        .array(z.strictObject({ value: Key, label: Words }))
        .min(1)
        .max(50),
      columns: z
        .array(z.strictObject({ value: ChoiceCode, label: Words }))
        .min(2)
        .max(11),
    }),
    z.strictObject({
      type: z.literal('ranking'),
      ...Asked,
      choices: z.array(Choice).min(2).max(20),
      randomise: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal('short-text'),
      ...Text,
      /** A safe subset of regular expressions, see `packages/survey/src/pattern.ts`. It must match the whole text. */
      pattern: z.string().max(200).optional(),
      patternHint: Words.optional(),
    }),
    z.strictObject({ type: z.literal('long-text'), ...Text }),
    z.strictObject({
      type: z.literal('number'),
      ...Asked,
      min: z.number().optional(),
      max: z.number().optional(),
      decimals: z.int().min(0).max(4).optional(),
      unit: Words.optional(),
    }),
    z.strictObject({ type: z.literal('date'), ...Asked, min: z.iso.date().optional(), max: z.iso.date().optional() }),
    z.strictObject({ type: z.literal('email'), ...Asked }),
    z.strictObject({ type: z.literal('phone'), ...Asked }),
    z.strictObject({
      type: z.literal('consent'),
      ...Asked,
      /** The answer that allows this response's texts to be quoted in reports. */
      quoting: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal('statement'),
      id: Key,
      title: Words,
      help: Words.optional(),
      showIf: Condition.optional(),
      image: Image.optional(),
    }),
  ])
  .meta({ id: 'Question' });
export type Question = z.infer<typeof Question>;
export type QuestionType = Question['type'];
