import type { Calibration, ModelFit, SegmentReport, SegmentSummary } from '@soundings/contracts/segment';
import type { SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import type { RfmCuts, RfmOptions } from './rfm-sql.ts';
import { eightSegments, elevenSegments } from './segments.ts';

const MEASURES = `count(*) AS n, CAST(CAST(sum(net) AS DECIMAL(18,4)) AS VARCHAR) AS revenue, avg(recency_days) AS recency,
  avg(frequency) AS frequency, CAST(sum(net) AS DOUBLE) / count(*) AS monetary`;

/** The report on the customers of one snapshot: both maps, every segment in it, empty ones too. */
export async function segmentReport({
  engine,
  customers,
  summary,
  snapshot,
  currency,
  options,
  cuts,
  fits,
  calibration,
}: {
  engine: SqlEngine;
  customers: readonly string[];
  summary: readonly string[];
  snapshot: string;
  currency: string;
  options: RfmOptions & { horizonDays: number };
  cuts: RfmCuts;
  fits: ModelFit[];
  calibration: Calibration | null;
}): Promise<SegmentReport> {
  const [all] = await engine.query(`SELECT ${MEASURES} FROM customers`, { customers });
  const [idle] = await engine.query(
    `SELECT count(*) AS n, CAST(CAST(coalesce(sum(net), 0) AS DECIMAL(18,4)) AS VARCHAR) AS revenue FROM summary WHERE frequency = 0`,
    { summary },
  );
  const total = { n: Number(all?.n), revenue: String(all?.revenue) };
  const summaries = async (column: string, segments: readonly Pick<SegmentSummary, 'id' | 'name'>[]) => {
    const rows = await engine.query(`SELECT ${column} AS id, ${MEASURES} FROM customers GROUP BY ${column}`, {
      customers,
    });
    const byId = new Map(rows.map((row) => [String(row.id), row]));
    return segments.map((segment) => summaryOf(segment, byId.get(segment.id), total));
  };
  return {
    snapshot,
    mapVersion: elevenSegments.version,
    scoring: options.scoring.method,
    currency,
    customers: total.n,
    revenue: total.revenue,
    withoutOrders: { n: Number(idle?.n), revenue: String(idle?.revenue) },
    segments: await summaries('segment', elevenSegments.segments),
    eight: await summaries('eight', eightSegments.segments),
    eightCutOffs: cuts.eight,
    models: fits,
    calibration,
    horizonDays: options.horizonDays,
  };
}

function summaryOf(
  { id, name }: Pick<SegmentSummary, 'id' | 'name'>,
  row: SqlRow | undefined,
  total: { n: number; revenue: string },
): SegmentSummary {
  const n = Number(row?.n ?? 0);
  const revenue = String(row?.revenue ?? '0.0000');
  const mean = (value: unknown) => (n === 0 ? null : Number(value));
  return {
    id,
    name: { ...name },
    n,
    share: total.n === 0 ? null : n / total.n,
    revenue,
    // Of nothing, or of less, there are no parts.
    revenueShare: Number(total.revenue) <= 0 ? null : Number(revenue) / Number(total.revenue),
    meanRecencyDays: mean(row?.recency),
    meanFrequency: mean(row?.frequency),
    meanMonetary: mean(row?.monetary),
  };
}
