import * as z from 'zod';
import { Customer } from './customer.ts';
import { EventKind } from './event.ts';
import { Currency } from './money.ts';
import { Time } from './time.ts';

const Count = z.int().nonnegative();
const Share = z.number().min(0).max(1);
const Name = z.object({ 'zh-CN': z.string(), en: z.string() });
const Counted = z.array(z.object({ value: z.string(), n: Count }));
/** `k` of `n`, with the 95 % interval. */
const Rate = z.object({ k: Count, n: Count, rate: Share, low: Share, high: Share });

/**
 * How a team's customers buy, by orders that were not given back in full. Rates have 95 % intervals; lists are counted in
 * orders, most frequent first.
 */
export const BuyingHabits = z
  .object({
    orders: Count,
    customers: Count,
    /** What an order comes to on average after refunds, in the reporting currency; null where there is none. */
    averageOrder: z.number().nullable(),
    /** Customers with more than one order. */
    repeat: Rate,
    /** Of the customers who could be watched for that long, those who came a second time within so many days. */
    secondPurchase: Rate.extend({ withinDays: z.int().positive() }),
    /** Orders of more than one line or piece. */
    multiItem: Rate,
    /** What orders come to, in the reporting currency; the first is where most orders lie. */
    priceBands: Counted,
    hours: Counted,
    /** 1 Monday … 7 Sunday. */
    weekdays: Counted,
    channels: Counted,
    regions: Counted,
    categories: Counted,
  })
  .meta({ id: 'BuyingHabits' });
export type BuyingHabits = z.infer<typeof BuyingHabits>;

/** Who buys `from` buys `to` as well. Supports and confidence are shares of orders; `low` and `high` bound the lift (95 %). */
export const BasketRule = z
  .object({
    from: z.string(),
    to: z.string(),
    orders: Count,
    support: Share,
    confidence: Share,
    lift: z.number(),
    low: z.number(),
    high: z.number(),
  })
  .meta({ id: 'BasketRule' });
export type BasketRule = z.infer<typeof BasketRule>;

/** Customers who first bought in a month (`YYYY-MM`), and how many of them bought in each whole month since, that one first. */
export const Cohort = z.object({ month: z.string(), customers: Count, active: z.array(Count) }).meta({ id: 'Cohort' });
export type Cohort = z.infer<typeof Cohort>;

/** What a customer is clustered by, in their own units. */
export const ClusterFeatures = z.object({
  recencyDays: z.number(),
  frequency: z.number(),
  averageOrder: z.number(),
  tenureDays: z.number(),
});
export type ClusterFeatures = z.infer<typeof ClusterFeatures>;

/** One cluster: its size, the means of its members, and what sets it apart, strongest first. */
export const Cluster = z
  .object({
    n: Count,
    share: Share,
    means: ClusterFeatures,
    traits: z.array(z.object({ feature: ClusterFeatures.keyof(), high: z.boolean() })),
    name: Name,
  })
  .meta({ id: 'Cluster' });
export type Cluster = z.infer<typeof Cluster>;

/** Clusters of behaviour beside the segments, and how far to trust them: 1 is perfect, 0 what chance would give. */
export const Clusters = z
  .object({
    /** How many customers were looked at: all of them, or evenly chosen ones of many. */
    customers: Count,
    clusters: z.array(Cluster),
    /** Mean silhouette of a sample (Rousseeuw 1987). */
    silhouette: z.number(),
    /** Mean adjusted Rand index between this clustering and those of resampled customers (Hennig 2007). */
    stability: z.number(),
  })
  .meta({ id: 'Clusters' });
export type Clusters = z.infer<typeof Clusters>;

/** One step of a funnel: who reached it, the share of those at the step before, and the typical time from there in hours. */
export const FunnelStep = z.object({
  kind: EventKind,
  customers: Count,
  fromBefore: Share.nullable(),
  low: Share.nullable(),
  high: Share.nullable(),
  medianHours: z.number().nullable(),
});
export type FunnelStep = z.infer<typeof FunnelStep>;

/** The way to an order, of everybody (`segment` null) or of one segment. */
export const Funnel = z.object({ segment: z.string().nullable(), steps: z.array(FunnelStep) }).meta({ id: 'Funnel' });
export type Funnel = z.infer<typeof Funnel>;

/** Which channel and campaign customers who ordered met first or last before their first order. */
export const Touch = z
  .object({
    touch: z.enum(['first', 'last']),
    channel: z.string().nullable(),
    campaign: z.string().nullable(),
    customers: Count,
  })
  .meta({ id: 'Touch' });
export type Touch = z.infer<typeof Touch>;

/** How many customers have these scores. */
export const ScoreCell = z.object({ r: z.int(), f: z.int(), m: z.int(), n: Count }).meta({ id: 'ScoreCell' });
export type ScoreCell = z.infer<typeof ScoreCell>;

/** What a build found out about how customers buy, beside their segments. */
export const CustomerInsights = z
  .object({
    snapshot: z.iso.date(),
    currency: Currency,
    /** The days of which it is known who was in which segment, latest first. */
    snapshots: z.array(z.object({ day: z.iso.date(), customers: Count })),
    scores: z.array(ScoreCell),
    habits: BuyingHabits,
    cohorts: z.array(Cohort),
    baskets: z.object({ products: z.array(BasketRule), categories: z.array(BasketRule) }),
    /** Null where there are too few customers, or where they do not differ. */
    clusters: Clusters.nullable(),
    /** Null where no behaviour events were imported. */
    path: z.object({ funnels: z.array(Funnel), touches: z.array(Touch) }).nullable(),
  })
  .meta({ id: 'CustomerInsights' });
export type CustomerInsights = z.infer<typeof CustomerInsights>;

/** Customers who were in one segment and are now in another; null for not being a customer then, or no longer. */
export const MigrationCell = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  n: Count,
  revenueBefore: z.number(),
  revenueAfter: z.number(),
});
export type MigrationCell = z.infer<typeof MigrationCell>;

/** Movement between two snapshots, and for each segment how many came and went. */
export const Migration = z
  .object({
    cells: z.array(MigrationCell),
    flows: z.array(
      z.object({ segment: z.string(), before: Count, after: Count, stayed: Count, came: Count, went: Count }),
    ),
  })
  .meta({ id: 'Migration' });
export type Migration = z.infer<typeof Migration>;

const Difference = z.object({ difference: z.number(), low: z.number(), high: z.number() });
const Group = z.object({ n: Count, bought: Count, meanRevenue: z.number() });

/** Of `of` customers, `people` did. */
const Part = z.object({ people: Count, of: Count });

/** What a campaign changed: the audience less its holdout, each difference with its 95 % interval. */
export const CampaignEffect = z
  .object({
    audience: Group,
    holdout: Group,
    repurchase: Difference,
    /** The reporting currency, which revenue is told in. */
    currency: Currency,
    /** Net revenue a customer; null where revenue does not vary, so that nothing tells how sure a difference is. */
    revenue: Difference.nullable(),
    /**
     * Share of those who were customers before whose R, F and M scores sum to more afterwards; null without two snapshots
     * or where a list has nobody who was.
     */
    movedUp: Difference.extend({ audience: Part, holdout: Part }).nullable(),
  })
  .meta({ id: 'CampaignEffect' });
export type CampaignEffect = z.infer<typeof CampaignEffect>;

/** What one unit of `currency` is worth in the reporting currency from `day` on. */
export const ExchangeRate = z
  .object({ currency: Currency, day: z.iso.date(), rate: z.number().positive() })
  .meta({ id: 'ExchangeRate' });
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** One order line of a customer. */
const CustomerPurchase = z.object({
  at: Time,
  orderId: z.string(),
  kind: z.enum(['sale', 'refund']),
  product: z.string().nullable(),
  category: z.string().nullable(),
  quantity: z.number().nullable(),
  amount: z.string(),
  currency: Currency,
  channel: z.string().nullable(),
});

/** All that is known of one customer. What forecasts and scores say stands in `customer`. */
export const CustomerProfile = z
  .object({
    /** Null for somebody without an order that stands. */
    customer: Customer.nullable(),
    /** Scores at past snapshots, earliest first. */
    scores: z.array(
      z.object({
        day: z.iso.date(),
        segment: z.string(),
        r: z.int(),
        f: z.int(),
        m: z.int(),
        frequency: z.int(),
        monetary: z.number(),
      }),
    ),
    /** Of the latest purchases, latest first; `purchaseCount` counts all. */
    purchases: z.array(CustomerPurchase),
    purchaseCount: Count,
    /** What the customer's own rhythm says, where they have one and are silent for longer. */
    warning: Name.nullable(),
    /** What they said in surveys by a personal link, latest first. */
    answers: z.array(
      z.object({ surveyId: z.string(), questionId: z.string(), value: z.string().nullable(), answeredAt: Time }),
    ),
  })
  .meta({ id: 'CustomerProfile' });
export type CustomerProfile = z.infer<typeof CustomerProfile>;
