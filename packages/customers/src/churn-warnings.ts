import type { ChurnWarning, Customer } from '@soundings/contracts/customer';
import { SegmentId } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';

/**
 * The customers most likely to stay away, lowest expected purchases first, among those who have bought at least
 * `leastOrders` times: of one who bought once nothing is known to have changed. Empty where no model could be fitted.
 */
export async function churnWarnings(
  engine: SqlEngine,
  { customers, leastOrders = 2, limit = 100 }: { customers: readonly string[]; leastOrders?: number; limit?: number },
): Promise<ChurnWarning[]> {
  const rows = await engine.query(
    `SELECT customer_id, segment, expected_purchases, p_none, interval_days, recency_days, tenure_days,
       monetary * 365.25 / greatest(tenure_days, 365) AS yearly
     FROM customers WHERE expected_purchases IS NOT NULL AND frequency >= ${leastOrders}
       AND (interval_days IS NULL OR recency_days > interval_days)
     ORDER BY expected_purchases, monetary DESC, customer_id LIMIT ${limit}`,
    { customers },
  );
  return rows.map((row) => {
    const silentDays = Number(row.recency_days);
    const rhythm = rhythmOf({
      intervalDays: row.interval_days === null ? null : Number(row.interval_days),
      recencyDays: silentDays,
      tenureDays: Number(row.tenure_days),
    });
    return {
      customerId: String(row.customer_id),
      segment: SegmentId.parse(row.segment),
      expectedPurchases: Number(row.expected_purchases),
      pNone: Number(row.p_none),
      usualIntervalDays: rhythm && Math.round(rhythm.days),
      silentDays,
      yearlyRevenue: Number(row.yearly),
      explanation: explanation(rhythm, silentDays),
    };
  });
}

/** The mean of days between a customer's days of purchase, and how many such intervals there were. */
export type Rhythm = { days: number; intervals: number };

/** The rhythm of a row of the `customers` table; null for who bought on one day only. */
export function rhythmOf({
  intervalDays,
  recencyDays,
  tenureDays,
}: Pick<Customer, 'intervalDays' | 'recencyDays' | 'tenureDays'>): Rhythm | null {
  if (intervalDays === null) return null;
  return { days: intervalDays, intervals: Math.max(1, Math.round((tenureDays - recencyDays) / intervalDays)) };
}

/** What the customer's own rhythm says, in both languages. One interval is no habit yet, and is not called one. */
export function explanation(rhythm: Rhythm | null, silentDays: number): ChurnWarning['explanation'] {
  const silent = { 'zh-CN': `已 ${silentDays} 天没有购买`, en: `silent for ${days(silentDays)}` };
  if (rhythm === null) {
    return { 'zh-CN': `只在一天购买过，${silent['zh-CN']}`, en: `bought on one day only, ${silent.en}` };
  }
  const usual = Math.round(rhythm.days);
  return rhythm.intervals === 1
    ? {
        'zh-CN': `只在两天购买过，相隔 ${usual} 天，${silent['zh-CN']}`,
        en: `bought on two days, ${days(usual)} apart, ${silent.en}`,
      }
    : { 'zh-CN': `通常每 ${usual} 天购买一次，${silent['zh-CN']}`, en: `usually every ${days(usual)}, ${silent.en}` };
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}
