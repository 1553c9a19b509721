import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language, LocalizedText } from './language.ts';
import { Condition, HttpsUrl, Image, Key, Question } from './question.ts';
import { Time } from './time.ts';

/** A jump after a page: the first whose condition holds leads to a later page or to the `end`. */
const Skip = z.strictObject({ when: Condition, to: z.union([z.literal('end'), Key]) });

/** The questions that are shown together. */
export const SurveyPage = z
  .strictObject({
    id: Key,
    title: LocalizedText.optional(),
    showIf: Condition.optional(),
    questions: z.array(Question).min(1).max(50),
    skip: z.array(Skip).max(20).optional(),
  })
  .meta({ id: 'SurveyPage' });
export type SurveyPage = z.infer<typeof SurveyPage>;

/** A number computed from answers: each number, or each choice's points, times its weight; null while none is given. */
export const Score = z
  .strictObject({
    id: Key,
    title: LocalizedText.optional(),
    method: z.enum(['sum', 'mean']),
    of: z
      .array(
        z.strictObject({
          question: Key,
          weight: z.number().optional(),
          points: z.record(z.string(), z.number()).optional(),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof Score>;

/** At most `limit` responses for which the condition holds. */
export const Quota = z
  .strictObject({ id: Key, title: LocalizedText.optional(), limit: z.int().min(1).max(1_000_000), when: Condition })
  .meta({ id: 'Quota' });
export type Quota = z.infer<typeof Quota>;

/** A standard analysis and the questions that play its parts; NPS, CSAT and CES are recognised by question type. */
export const StandardAnalysis = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('pmf'),
      question: Key,
      veryDisappointed: z.string(),
      excluded: z.array(z.string()).optional(),
    }),
    z.strictObject({ kind: z.literal('top-box'), question: Key, top: z.array(z.string()).min(1) }),
    z.strictObject({
      kind: z.literal('van-westendorp'),
      tooCheap: Key,
      cheap: Key,
      expensive: Key,
      tooExpensive: Key,
      currency: z.string().regex(/^[A-Z]{3}$/),
    }),
    z.strictObject({
      kind: z.literal('kano'),
      /** The questions' choices or columns in the order like, must-be, neutral, live with, dislike. */
      scale: z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]),
      /** Matrix questions that ask of each row (a feature) how one feels with it and without it. */
      functional: Key,
      dysfunctional: Key,
    }),
  ])
  .meta({ id: 'StandardAnalysis' });
export type StandardAnalysis = z.infer<typeof StandardAnalysis>;

const Brand = z.strictObject({
  /** `#rrggbb` of buttons and marks; it needs a contrast of 4.5 : 1 with white to be published. */
  color: z.string().regex(/^#[0-9a-f]{6}$/i),
  logo: Image.optional(),
});

/** Everything a respondent is asked and told; an immutable copy is kept for each published version. */
export const SurveyDefinition = z
  .strictObject({
    title: LocalizedText,
    intro: LocalizedText.optional(),
    thanks: LocalizedText.optional(),
    /** The first is what a text falls back to. */
    languages: z.array(Language).min(1).max(30),
    pages: z.array(SurveyPage).min(1).max(50),
    scores: z.array(Score).max(20).optional(),
    quotas: z.array(Quota).max(20).optional(),
    responseLimit: z.int().min(1).max(1_000_000).optional(),
    opensAt: Time.optional(),
    closesAt: Time.optional(),
    /** How long a page that was opened before closing can still be sent. */
    graceMinutes: z.int().min(0).max(1440).optional(),
    /** Below this a response is flagged as suspect; 2 where it is missing. */
    minimumSeconds: z.int().min(0).max(3600).optional(),
    /** The link fields that are kept and can be piped: `?order=…`, or signed into a personal link. */
    fields: z.array(Key).max(20).optional(),
    /** Never joins a customer, not even by a personal link. */
    anonymous: z.boolean().optional(),
    /** The only way in is a personal link. */
    linkOnly: z.boolean().optional(),
    brand: Brand.optional(),
    /** Origins whose pages may show the survey in a frame. */
    embedOrigins: z.array(HttpsUrl).max(20).optional(),
    /** Where the thank-you page leads on. */
    continueUrl: HttpsUrl.optional(),
    privacyUrl: HttpsUrl.optional(),
    analyses: z.array(StandardAnalysis).max(10).optional(),
  })
  .meta({ id: 'SurveyDefinition' });
export type SurveyDefinition = z.infer<typeof SurveyDefinition>;

export const TemplateId = z
  .enum([
    'product-feedback',
    'nps',
    'csat-purchase',
    'ces',
    'product-market-fit',
    'cancellation',
    'customer-profile',
    'price-sensitivity',
    'kano',
    'concept-test',
  ])
  .meta({ id: 'TemplateId' });
export type TemplateId = z.infer<typeof TemplateId>;

const Named = { productId: idOf('product'), name: z.string().trim().min(1).max(200).optional() };

/** A survey to make: from a template, or from a whole definition. */
export const NewSurvey = z
  .union([
    z.strictObject({ ...Named, template: TemplateId, languages: z.array(Language).min(1).optional() }),
    z.strictObject({ ...Named, definition: SurveyDefinition }),
  ])
  .meta({ id: 'NewSurvey' });
export type NewSurvey = z.infer<typeof NewSurvey>;

/** A survey as its team sees it. `definition` is what will be published next; `version` counts what was, 0 at first. */
export const Survey = z
  .object({
    id: idOf('survey'),
    productId: idOf('product'),
    name: z.string(),
    status: z.enum(['draft', 'published', 'closed']),
    version: z.int().nonnegative(),
    definition: SurveyDefinition,
    createdAt: Time,
    updatedAt: Time,
    publishedAt: Time.nullable(),
    closedAt: Time.nullable(),
  })
  .meta({ id: 'Survey' });
export type Survey = z.infer<typeof Survey>;

/** A published survey as a respondent meets it: one immutable version. */
export const PublishedSurvey = z
  .object({
    id: idOf('survey'),
    productId: idOf('product'),
    version: z.int().positive(),
    status: z.enum(['published', 'closed']),
    closedAt: Time.nullable(),
    definition: SurveyDefinition,
  })
  .meta({ id: 'PublishedSurvey' });
export type PublishedSurvey = z.infer<typeof PublishedSurvey>;
