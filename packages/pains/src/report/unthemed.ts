import type { ReportWindow } from '@soundings/contracts/pain-point';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';

/** By product: feedback of the window that complains or wishes, and how much of it no theme fits. */
export async function countUnthemed(
  source: LakeSource,
  window: ReportWindow,
): Promise<Map<string, { painFeedback: number; unthemed: number }>> {
  const rows = await source.query(
    `SELECT v.product_id, count(*) AS pain_feedback, count(CASE WHEN themed.feedback_id IS NULL THEN 1 END) AS unthemed
     FROM ${source.voices} AS v LEFT JOIN (
       SELECT DISTINCT feedback_id FROM theme_mentions WHERE side IN ('pain', 'wish')) AS themed
       ON themed.feedback_id = v.feedback_id
     WHERE v.hurts = 1 AND v.said_at >= ${timestamp(window.from)} AND v.said_at < ${timestamp(window.to)}
     GROUP BY v.product_id`,
  );
  return new Map(
    rows.map((row) => [
      String(row.product_id),
      { painFeedback: Number(row.pain_feedback), unthemed: Number(row.unthemed) },
    ]),
  );
}
