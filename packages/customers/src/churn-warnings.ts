import type { ChurnWarning } from '@soundings/contracts/customer';
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
    `SELECT customer_id, segment, expected_purchases, p_none, interval_days, recency_days,
       monetary * 365.25 / greatest(tenure_days, 365) AS yearly
     FROM customers WHERE expected_purchases IS NOT NULL AND frequency >= ${leastOrders}
       AND (interval_days IS NULL OR recency_days > interval_days)
     ORDER BY expected_purchases, monetary DESC, customer_id LIMIT ${limit}`,
    { customers },
  );
  return rows.map((row) => {
    const usual = row.interval_days === null ? null : Math.round(Number(row.interval_days));
    const silentDays = Number(row.recency_days);
    return {
      customerId: String(row.customer_id),
      segment: SegmentId.parse(row.segment),
      expectedPurchases: Number(row.expected_purchases),
      pNone: Number(row.p_none),
      usualIntervalDays: usual,
      silentDays,
      yearlyRevenue: Number(row.yearly),
      explanation: explanation(usual, silentDays),
    };
  });
}

/** What the customer's own rhythm says, in both languages. */
export function explanation(usual: number | null, silentDays: number): ChurnWarning['explanation'] {
  if (usual === null) {
    return {
      'zh-CN': `只在一天购买过，已 ${silentDays} 天没有购买`,
      en: `bought on one day only, silent for ${days(silentDays)}`,
    };
  }
  return {
    'zh-CN': `通常每 ${usual} 天购买一次，已 ${silentDays} 天没有购买`,
    en: `usually every ${days(usual)}, silent for ${days(silentDays)}`,
  };
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}
