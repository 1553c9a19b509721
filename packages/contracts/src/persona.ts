import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language, LocalizedText } from './language.ts';
import { Intent } from './mention.ts';
import { Role } from './product.ts';

/** A text that the product writes itself: always in both of its languages. */
export const Bilingual = z.object({ 'zh-CN': z.string(), en: z.string() }).meta({ id: 'Bilingual' });
export type Bilingual = z.infer<typeof Bilingual>;

/** A 95 % interval, lower end first. */
const Interval = z.tuple([z.number(), z.number()]);

/** A JSON Pointer (RFC 6901) to a claim of the same document. */
export const ClaimPointer = z.string().regex(/^(\/[^/]+)+$/, 'not a JSON Pointer');

/**
 * What every claim says of its grounds. `n` is how many people it rests on, in steps of `privacy.step` as every count
 * of people in the document; `evidence` names the entry of `/evidence` that it was computed from.
 */
const Grounds = { n: z.int().nonnegative(), evidence: z.string() };

/** A share of `n` people. */
const Proportion = { share: z.number().min(0).max(1), interval: Interval, ...Grounds };

export const PersonaShare = z.object(Proportion).meta({ id: 'PersonaShare' });
export type PersonaShare = z.infer<typeof PersonaShare>;

/** A mean over `n` people; `unit` is a currency, `days`, `orders` or `score` (1–5). */
export const PersonaMean = z
  .object({ mean: z.number(), interval: Interval, unit: z.string(), ...Grounds })
  .meta({ id: 'PersonaMean' });
export type PersonaMean = z.infer<typeof PersonaMean>;

/** A median over `n` people with the quartiles around it. */
export const PersonaMedian = z
  .object({ median: z.number(), quartiles: Interval, unit: z.string(), ...Grounds })
  .meta({ id: 'PersonaMedian' });
export type PersonaMedian = z.infer<typeof PersonaMedian>;

/**
 * One value of a distribution. A suppressed one stands for all values with fewer than k people, and for those withheld
 * with them so that none follows from the rest; its `value` is `*`. `overall` is the share among everyone,
 * `against` whether this segment differs from everyone else beyond chance (`q` below 0.05).
 */
export const PersonaCell = z
  .object({
    value: z.string(),
    label: LocalizedText,
    count: z.int().nonnegative(),
    share: z.number().min(0).max(1),
    interval: Interval,
    suppressed: z.boolean(),
    overall: z.number().min(0).max(1).nullable(),
    against: z.enum(['more', 'less', 'alike']).nullable(),
    q: z.number().min(0).max(1).nullable(),
  })
  .meta({ id: 'PersonaCell' });
export type PersonaCell = z.infer<typeof PersonaCell>;

/** Where a dimension's values come from; what a person said of what they do is `survey`, what they did is `purchase`. */
export const DimensionSource = z.enum(['purchase', 'survey', 'inferred']).meta({ id: 'DimensionSource' });
export type DimensionSource = z.infer<typeof DimensionSource>;

/**
 * One dimension of the portrait. `n` people gave a value, `coverage` is their part of the segment; `effectiveN` is `n`
 * after weighting to the segments' sizes (Kish). `several` where a person may have more than one value: shares then do
 * not add to one. A dimension that nothing is known of has an empty distribution and `missing` says why.
 */
export const PersonaDimension = z
  .object({
    label: LocalizedText,
    distribution: z.array(PersonaCell),
    several: z.boolean(),
    n: z.int().nonnegative(),
    /** Null where nothing is told. */
    evidence: z.string().nullable(),
    effectiveN: z.number().nonnegative(),
    coverage: z.number().min(0).max(1).nullable(),
    source: DimensionSource.nullable(),
    asOf: z.iso.date().nullable(),
    missing: z.enum(['not-asked', 'too-few', 'sensitive']).nullable(),
  })
  .meta({ id: 'PersonaDimension' });
export type PersonaDimension = z.infer<typeof PersonaDimension>;

/** Two sources that disagree: which was kept, by which rule, what the other says, and how often one person's two values agree. */
export const PersonaConflict = z
  .object({
    dimension: z.string(),
    kept: DimensionSource,
    rule: z.enum(['behaviour-over-stated', 'survey-over-records']),
    other: PersonaDimension,
    agreement: PersonaShare.nullable(),
  })
  .meta({ id: 'PersonaConflict' });
export type PersonaConflict = z.infer<typeof PersonaConflict>;

export const PersonaCategory = z
  .object({
    category: z.string(),
    ...Proportion,
    overall: z.number().nullable(),
    against: z.enum(['more', 'less', 'alike']).nullable(),
    q: z.number().nullable(),
  })
  .meta({ id: 'PersonaCategory' });
export type PersonaCategory = z.infer<typeof PersonaCategory>;

/** How many buyers of `from` first went on to `to` as their next other category. */
export const PersonaStep = z.object({ from: z.string(), to: z.string(), ...Proportion }).meta({ id: 'PersonaStep' });
export type PersonaStep = z.infer<typeof PersonaStep>;

export const PersonaBehaviour = z
  .object({
    rfm: z.object({ recency: PersonaMean, frequency: PersonaMean, monetary: PersonaMean }).nullable(),
    recencyDays: PersonaMedian.nullable(),
    orders: PersonaMean.nullable(),
    averageOrder: PersonaMedian.nullable(),
    spend: PersonaMean.nullable(),
    clv: PersonaMean.nullable(),
    rhythmDays: PersonaMedian.nullable(),
    repeatRate: PersonaShare.nullable(),
    /** Mean probability of no purchase in the model's horizon: churn. */
    pNone: PersonaMean.nullable(),
    multiItem: PersonaShare.nullable(),
    priceBands: PersonaDimension,
    categories: z.array(PersonaCategory),
    path: z.array(PersonaStep),
  })
  .meta({ id: 'PersonaBehaviour' });
export type PersonaBehaviour = z.infer<typeof PersonaBehaviour>;

export const PersonaNps = z
  .object({
    value: z.number().min(-100).max(100),
    interval: Interval,
    promoters: z.number(),
    passives: z.number(),
    detractors: z.number(),
    effectiveN: z.number(),
    ...Grounds,
  })
  .meta({ id: 'PersonaNps' });
export type PersonaNps = z.infer<typeof PersonaNps>;

export const PersonaAttitude = z
  .object({
    nps: PersonaNps.nullable(),
    /** Who answered 4 or 5 of 5. */
    csat: PersonaShare.nullable(),
    /** Who finds it easy: the upper two of the scale's points. */
    ces: PersonaShare.nullable(),
    /** Who would be very disappointed without the product. */
    productMarketFit: PersonaShare.nullable(),
    willingnessToPay: PersonaMedian.nullable(),
  })
  .meta({ id: 'PersonaAttitude' });
export type PersonaAttitude = z.infer<typeof PersonaAttitude>;

export const PersonaQuote = z
  .object({
    feedbackId: z.string(),
    mentionId: z.string(),
    text: z.string(),
    language: Language,
    redacted: z.literal(true),
    consent: z.literal(true),
    evidence: z.string(),
  })
  .meta({ id: 'PersonaQuote' });
export type PersonaQuote = z.infer<typeof PersonaQuote>;

/**
 * A theme among the segment's people who gave feedback: `share` of `n` name it with this intent, `others` of everyone
 * else do; `lift` is the ratio with its interval, `q` the chance of such a difference by luck after correction for all
 * themes and segments. Null where there is nobody to compare with.
 */
export const PersonaTheme = z
  .object({
    theme: z.string(),
    name: LocalizedText,
    intent: Intent,
    count: z.int().nonnegative(),
    ...Proportion,
    effectiveN: z.number(),
    others: z.number().nullable(),
    othersN: z.int().nullable(),
    lift: z.number().nullable(),
    liftInterval: Interval.nullable(),
    q: z.number().nullable(),
    against: z.enum(['more', 'less', 'alike']).nullable(),
    quotes: z.array(PersonaQuote),
  })
  .meta({ id: 'PersonaTheme' });
export type PersonaTheme = z.infer<typeof PersonaTheme>;

/**
 * Whether our product already answers a need: `share` of the `n` judgements of the theme are praise. Who both praises it
 * and complains of it has judged twice.
 */
export const NeedsFit = z
  .object({
    theme: z.string(),
    name: LocalizedText,
    verdict: z.enum(['answered', 'mixed', 'open', 'unclear']),
    ...Proportion,
  })
  .meta({ id: 'NeedsFit' });
export type NeedsFit = z.infer<typeof NeedsFit>;

/** Feedback whose author nobody can name: about the product, not about this persona. `n` counts texts. */
export const ContextTheme = z
  .object({
    theme: z.string(),
    name: LocalizedText,
    intent: Intent,
    role: Role,
    unit: z.literal('feedback'),
    ...Proportion,
  })
  .meta({ id: 'ContextTheme' });
export type ContextTheme = z.infer<typeof ContextTheme>;

export const PersonaTag = z
  .object({ id: z.string(), label: Bilingual, rule: Bilingual, basedOn: z.array(ClaimPointer).min(1) })
  .meta({ id: 'PersonaTag' });
export type PersonaTag = z.infer<typeof PersonaTag>;

export const PersonaSwotLine = z
  .object({
    side: z.enum(['strength', 'weakness', 'opportunity', 'threat']),
    text: Bilingual,
    basedOn: z.array(ClaimPointer).min(1),
  })
  .meta({ id: 'PersonaSwotLine' });
export type PersonaSwotLine = z.infer<typeof PersonaSwotLine>;

/**
 * People left untouched so that the effect can be seen. `baseline` is the part expected to buy within `days` of
 * themselves. `share` of the segment, `size` of them; `worthwhile` is the relative rise to be found with
 * `power` at `alpha`, `detectable` the smallest absolute rise that this split finds. `enough` says whether the segment is large enough.
 */
export const Holdout = z
  .object({
    share: z.number().min(0).max(1),
    size: z.int().nonnegative(),
    treated: z.int().nonnegative(),
    days: z.int().positive(),
    baseline: z.number().min(0).max(1),
    worthwhile: z.number(),
    detectable: z.number().nullable(),
    alpha: z.number(),
    power: z.number(),
    enough: z.boolean(),
    n: z.int().nonnegative(),
    evidence: z.string(),
  })
  .meta({ id: 'Holdout' });
export type Holdout = z.infer<typeof Holdout>;

/** What a strategy did: the measure among the treated against the holdout. `difference` is of shares. */
export const StrategyEffect = z
  .object({
    strategy: z.string(),
    /** What was tried, as it was proposed then. */
    action: Bilingual.optional(),
    personaVersion: z.int().positive(),
    from: z.iso.date(),
    to: z.iso.date(),
    treated: z.object({ n: z.int().nonnegative(), share: z.number() }),
    holdout: z.object({ n: z.int().nonnegative(), share: z.number() }),
    difference: z.number(),
    interval: Interval,
    p: z.number(),
    verdict: z.enum(['worked', 'not-shown', 'harmed', 'too-few']),
    n: z.int().nonnegative(),
    evidence: z.string(),
  })
  .meta({ id: 'StrategyEffect' });
export type StrategyEffect = z.infer<typeof StrategyEffect>;

export const PersonaStrategy = z
  .object({
    id: z.string(),
    action: Bilingual,
    channel: Bilingual,
    timing: Bilingual,
    offer: Bilingual,
    measure: Bilingual,
    basedOn: z.array(ClaimPointer).min(1),
    holdout: Holdout.nullable(),
  })
  .meta({ id: 'PersonaStrategy' });
export type PersonaStrategy = z.infer<typeof PersonaStrategy>;

/**
 * Where people came from and went to since the version of `since`; a group of null is outside every persona. `remade` where
 * the groups are made anew by each build (clusters): then both times are told by the groups of this version.
 */
export const PersonaMovement = z
  .object({
    since: z.iso.date(),
    remade: z.literal(true).optional(),
    stayed: z.int().nonnegative(),
    entered: z.array(z.object({ group: z.string().nullable(), label: LocalizedText, ...Grounds })),
    left: z.array(z.object({ group: z.string().nullable(), label: LocalizedText, ...Grounds })),
    ...Grounds,
  })
  .meta({ id: 'PersonaMovement' });
export type PersonaMovement = z.infer<typeof PersonaMovement>;

/**
 * How much better than the overall average this persona predicts people it has not seen: the part of the average's
 * squared error that it saves, from −∞ to 1, each person predicted from the others (leave one out).
 */
export const PersonaSkill = z
  .object({
    of: z.string(),
    skill: z.number(),
    interval: Interval,
    useful: z.boolean(),
    ...Grounds,
  })
  .meta({ id: 'PersonaSkill' });
export type PersonaSkill = z.infer<typeof PersonaSkill>;

/** What claims were computed from: the lake's tables and files, the statement that reduced them, and a hash of what it gave. */
export const PersonaEvidence = z
  .object({
    id: z.string(),
    tables: z.record(z.string(), z.array(z.string())),
    query: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'PersonaEvidence' });
export type PersonaEvidence = z.infer<typeof PersonaEvidence>;

export const PersonaPrivacy = z
  .object({
    /** No claim rests on fewer people. */
    k: z.int().min(3),
    /** Counts of people are multiples of this, so that two documents never differ by fewer. */
    step: z.int().min(3),
    suppressedCells: z.int().nonnegative(),
    /** Sensitive dimensions and themes that were left out for want of a declared legal basis. */
    sensitive: z.array(z.string()),
  })
  .meta({ id: 'PersonaPrivacy' });
export type PersonaPrivacy = z.infer<typeof PersonaPrivacy>;

/**
 * A persona document: who a segment's people are, what they do, what hurts them, each claim with its grounds. It
 * describes a group and never invents a person. Published versions do not change, save that an erased person's quotes
 * leave them.
 */
export const Persona = z
  .object({
    id: idOf('persona'),
    version: z.int().positive(),
    parent: z.int().positive().nullable(),
    status: z.enum(['draft', 'published']),
    /** `statistical`: purchases or at least 30 linked answers; `qualitative`: fewer voices; `proto`: assumptions only. */
    kind: z.enum(['proto', 'qualitative', 'statistical']),
    snapshot: z.iso.date(),
    /** The day before which purchases made the customers and their segments; null where there are none. */
    customersAt: z.iso.date().nullable().optional(),
    grouping: z.string(),
    rules: z.record(z.string(), z.string()),
    name: Bilingual,
    summary: Bilingual,
    segment: z.object({
      ids: z.array(z.string()),
      label: LocalizedText,
      /** Null where fewer than k people belong to it. */
      n: z.int().nonnegative().nullable(),
      unit: z.enum(['customers', 'respondents']),
      customerShare: z.number().nullable(),
      revenueShare: z.number().nullable(),
      /** Null where there are neither customers nor answers. */
      evidence: z.string().nullable(),
    }),
    dimensions: z.record(z.string(), PersonaDimension),
    conflicts: z.array(PersonaConflict),
    behaviour: PersonaBehaviour,
    attitude: PersonaAttitude,
    pains: z.array(PersonaTheme),
    wishes: z.array(PersonaTheme),
    praise: z.array(PersonaTheme),
    needsFit: z.array(NeedsFit),
    context: z.array(ContextTheme),
    tags: z.array(PersonaTag),
    swot: z.array(PersonaSwotLine),
    strategies: z.array(PersonaStrategy),
    effects: z.array(StrategyEffect),
    movement: PersonaMovement.nullable(),
    evaluation: z.array(PersonaSkill),
    evidence: z.array(PersonaEvidence),
    privacy: PersonaPrivacy,
    grade: z.object({ value: z.enum(['A', 'B', 'C']), why: Bilingual }),
  })
  .meta({ id: 'Persona' });
export type Persona = z.infer<typeof Persona>;
