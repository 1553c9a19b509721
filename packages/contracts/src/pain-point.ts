import * as z from 'zod';
import { idOf } from './ids.ts';
import { InterfaceLanguage, Language } from './language.ts';
import { MarketGap } from './market-gap.ts';
import { Role } from './product.ts';
import { Quote, Share, ShareDifference } from './share.ts';
import { SwotLine } from './swot.ts';
import { Theme, ThemeDomain, ThemeNames } from './theme.ts';
import { Time } from './time.ts';

/** The half-open time span `[from, to)` that a report speaks of. */
export const ReportWindow = z.object({ from: Time, to: Time }).meta({ id: 'ReportWindow' });
export type ReportWindow = z.infer<typeof ReportWindow>;

/**
 * What a pain costs in points of the rating (1–5) or of the NPS answer (0–10). `impact` is the mean without the
 * theme's feedback minus the mean of all, so positive hurts; `lost` is the theme's Shapley part of the points that
 * all pains together cost: parts add up to the whole (`ProductPains.lost`). Means are of feedback, each text counting
 * by its duplicate weight; `n` is how many carry the measure.
 */
export const Severity = z
  .object({
    measure: z.enum(['rating', 'nps']),
    n: z.number(),
    nWith: z.number(),
    meanWith: z.number(),
    meanWithout: z.number().nullable(),
    impact: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    lost: z.number().nullable(),
  })
  .meta({ id: 'Severity' });
export type Severity = z.infer<typeof Severity>;

/** A term that this theme's complaints use more than the product's other texts: `z` ≥ 1.96 is beyond chance. */
export const DistinctiveTerm = z
  .object({ term: z.string(), z: z.number(), people: z.number() })
  .meta({ id: 'DistinctiveTerm' });
export type DistinctiveTerm = z.infer<typeof DistinctiveTerm>;

/**
 * How many of one group name the pain, and whether that differs from everyone else (`p`, corrected over all groups).
 */
export const PainGroup = z
  .object({
    by: z.enum(['channel', 'language', 'productVersion', 'segment']),
    value: z.string(),
    people: Share,
    others: Share,
    p: z.number(),
    differs: z.boolean(),
  })
  .meta({ id: 'PainGroup' });
export type PainGroup = z.infer<typeof PainGroup>;

export const TrendPoint = z.object({ from: Time, people: z.number(), of: z.number() }).meta({ id: 'TrendPoint' });
export type TrendPoint = z.infer<typeof TrendPoint>;

/**
 * Day by day in windows of up to 45 days, else week by week (Monday, UTC), each with its own denominator; and this window
 * against the equally long one before it, or where nobody was heard then, its later half against its earlier.
 */
export const Trend = z
  .object({
    unit: z.enum(['day', 'week']).default('week'),
    points: z.array(TrendPoint),
    smoothed: z.number().nullable(),
    change: ShareDifference.nullable(),
    against: z.enum(['window-before', 'earlier-half']).default('window-before'),
    direction: z.enum(['up', 'down', 'flat', 'unknown']),
  })
  .meta({ id: 'Trend' });
export type Trend = z.infer<typeof Trend>;

export const PainPoint = z
  .object({
    id: idOf('theme'),
    names: ThemeNames,
    productId: idOf('product'),
    rank: z.int().positive(),
    /** Who complain of it or wish it better, of all who said anything. */
    people: Share,
    feedback: z.int(),
    mentions: z.int(),
    praise: Share,
    wish: Share,
    severity: Severity.nullable(),
    terms: z.array(DistinctiveTerm),
    wishes: z.array(Quote),
    quotes: z.array(Quote),
    groups: z.array(PainGroup),
    firstSeen: Time,
    trend: Trend,
    /** Its share in the previous report, and how that compares. */
    before: Share.nullable().default(null),
    standing: z.enum(['new', 'up', 'down', 'same', 'unknown']),
  })
  .meta({ id: 'PainPoint' });
export type PainPoint = z.infer<typeof PainPoint>;

/**
 * A theme that rose above its own past in the last whole week before the window's end: `people` against at most
 * `bound` expected. `since` is when the report was made that raised it first: it is told then and not again.
 */
export const PainAlarm = z
  .object({
    id: z.string(),
    since: Time.nullable().default(null),
    productId: idOf('product'),
    themeId: idOf('theme'),
    names: ThemeNames,
    week: Time,
    people: z.number(),
    of: z.number(),
    expected: z.number(),
    bound: z.number(),
    history: z.int(),
    method: z.enum(['farrington', 'ewma', 'poisson']),
    p: z.number(),
    q: z.number(),
  })
  .meta({ id: 'PainAlarm' });
export type PainAlarm = z.infer<typeof PainAlarm>;

/** An alarm as it is remembered after its theme has calmed down: rising again soon, it is the same alarm. */
export const RaisedAlarm = PainAlarm.pick({ id: true, since: true, productId: true, themeId: true, week: true }).meta({
  id: 'RaisedAlarm',
});
export type RaisedAlarm = z.infer<typeof RaisedAlarm>;

/** Our reviews that speak of a competitor by name, and whom they favour. */
export const Comparison = z
  .object({
    productId: idOf('product'),
    against: idOf('product'),
    people: z.number(),
    favourUs: z.number(),
    favourThem: z.number(),
    quotes: z.array(Quote),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

export const ProductPains = z
  .object({
    productId: idOf('product'),
    name: z.string(),
    role: Role,
    /** Whose trade its texts speak of, which decides the themes that apply. */
    domains: z.array(ThemeDomain),
    /** Distinct people, copies of one text counting as one; the denominator of every share. */
    people: z.number(),
    feedback: z.int(),
    mentions: z.int(),
    /** Feedback that complains or wishes, and how much of it no theme fits. */
    painFeedback: z.int(),
    unthemed: z.int(),
    /** Points of the measure that all pains together cost, and what it is taken from. */
    lost: z.object({ measure: z.enum(['rating', 'nps']), points: z.number(), n: z.number() }).nullable(),
    /** What the complaints name more than the product's other texts do, most telling first. */
    terms: z.array(DistinctiveTerm),
    pains: z.array(PainPoint),
    /** Themes that somebody complains of, but too few to be listed. */
    unlisted: z.int(),
    gone: z.array(z.object({ id: idOf('theme'), names: ThemeNames, people: Share })),
  })
  .meta({ id: 'ProductPains' });
export type ProductPains = z.infer<typeof ProductPains>;

/**
 * What went in and what was left out, in mentions. `redated` had no date or one after their arrival: they count at
 * their arrival.
 */
export const ReportCounts = z
  .object({
    mentions: z.int(),
    inWindow: z.int(),
    before: z.int(),
    after: z.int(),
    redated: z.int(),
    otherProducts: z.int(),
    languages: z.array(z.object({ language: Language, mentions: z.int() })),
    analyzers: z.array(z.object({ analyzer: z.string(), model: z.string(), mentions: z.int() })),
  })
  .meta({ id: 'ReportCounts' });
export type ReportCounts = z.infer<typeof ReportCounts>;

/** The published report: reproducible from the lake's mentions, the taxonomy's log and the previous report. */
export const PainReport = z
  .object({
    builtAt: Time,
    window: ReportWindow,
    counts: ReportCounts,
    /** Changes exactly when the themes or their words do. */
    taxonomyVersion: z.string(),
    themes: z.array(Theme),
    /** Themes that the texts brought up by themselves, before the team's edits: the next build goes on from them. */
    emergent: z.array(Theme),
    /** One paragraph a language, made of this report's numbers alone. */
    headline: z.record(InterfaceLanguage, z.string()),
    products: z.array(ProductPains),
    alarms: z.array(PainAlarm),
    /** The alarms of the past weeks, those above among them. */
    raised: z.array(RaisedAlarm).default([]),
    gaps: z.array(MarketGap),
    swot: z.array(SwotLine),
    comparisons: z.array(Comparison),
  })
  .meta({ id: 'PainReport' });
export type PainReport = z.infer<typeof PainReport>;
