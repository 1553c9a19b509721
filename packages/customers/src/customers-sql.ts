import { quoteText } from '@soundings/lake/quoted';
import { clvSql } from './predictions.ts';
import { type RfmCuts, type RfmOptions, rfmSql, scoreSql } from './rfm-sql.ts';
import type { ValueModels } from './value-models.ts';

/**
 * The `customers` table as one SELECT over the tables of the build's steps: `summary`, `history`, `category`,
 * `channel`, `place`, and `predictions` where there is a model.
 */
export function customersSql({
  options,
  cuts,
  snapshot,
  currency,
  models,
}: {
  options: RfmOptions;
  cuts: RfmCuts;
  snapshot: string;
  currency: string;
  models: ValueModels;
}): string {
  const nothing = 'CAST(NULL AS DOUBLE)';
  const clv = models.spending === null ? { clv: nothing, low: nothing, high: nothing } : clvSql(models.spending);
  const predicted =
    models.belief === null
      ? `${nothing} AS expected_purchases, ${nothing} AS p_none, ${nothing} AS p_alive, ${nothing} AS clv, ${nothing} AS clv_low,
         ${nothing} AS clv_high`
      : `p.expected_purchases, p.p_none, p.p_alive, ${clv.clv} AS clv, ${clv.low} AS clv_low, ${clv.high} AS clv_high`;
  const join =
    models.belief === null ? '' : 'LEFT JOIN predictions p ON p.x = h.x AND p.tx = h.tx AND p.watched = h.watched';
  return `SELECT ${scoredColumns({ cuts, currency, snapshot })},
      CASE WHEN h.x > 0 THEN CAST(h.tx AS DOUBLE) / h.x END AS interval_days,
      b.price_band, b.multi_item, c.habit AS top_category, d.habit AS top_channel, b.region, ${predicted}
    FROM (${rfmSql(options, cuts)}) AS s LEFT JOIN history h ON h.customer_id = s.customer_id ${join}
      LEFT JOIN category c ON c.customer_id = s.customer_id
      LEFT JOIN channel d ON d.customer_id = s.customer_id LEFT JOIN place b ON b.customer_id = s.customer_id`;
}

/**
 * The columns of the `customers` table that follow from a summary and its scores, `s`. Buyer levels are 1, 2, 3–5, 6–10
 * and more orders; spending power is the fifth of customers by average order.
 */
export function scoredColumns({
  cuts,
  currency,
  snapshot,
}: {
  cuts: Pick<RfmCuts, 'spendingPower'>;
  currency: string;
  snapshot: string;
}): string {
  return `s.customer_id, s.segment, s.eight, s.r, s.f, s.m, CAST(s.recency_days AS INTEGER) AS recency_days,
      CAST(s.frequency AS INTEGER) AS frequency, CAST(s.net AS DOUBLE) AS monetary, s.net, ${quoteText(currency)} AS currency,
      CAST(s.average_order AS DOUBLE) AS average_order, s.first_at, s.last_at, CAST(s.tenure_days AS INTEGER) AS tenure_days,
      CASE WHEN s.frequency <= 2 THEN CAST(s.frequency AS INTEGER) WHEN s.frequency <= 5 THEN 3 WHEN s.frequency <= 10 THEN 4
        ELSE 5 END AS buyer_level,
      ${scoreSql('s.average_order', cuts.spendingPower)} AS spending_power, DATE '${snapshot}' AS snapshot`;
}
