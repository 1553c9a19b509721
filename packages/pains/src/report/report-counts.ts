import type { ReportCounts, ReportWindow } from '@soundings/contracts/pain-point';
import type { DuckDb } from '@soundings/lake/duckdb';
import { SAID_AT, textList, timestamp } from './mention-sql.ts';

/** What went in and what was left out, in mentions. */
export async function countMentions(
  engine: DuckDb,
  mentions: readonly string[],
  { window, productIds }: { window: ReportWindow; productIds: readonly string[] },
): Promise<ReportCounts> {
  const rows = await engine.query(
    `SELECT language, analyzer, model, known, count(*) AS mentions,
       count(CASE WHEN said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)} THEN 1 END) AS in_window,
       count(CASE WHEN said_at < ${timestamp(window.from)} THEN 1 END) AS earlier,
       count(CASE WHEN said_at >= ${timestamp(window.to)} THEN 1 END) AS later,
       count(CASE WHEN occurred_at IS NULL OR occurred_at > received_at THEN 1 END) AS redated
     FROM (SELECT language, analyzer, model, occurred_at, received_at, ${SAID_AT} AS said_at,
       product_id IN (${textList(productIds)}) AS known FROM mentions) AS dated
     GROUP BY language, analyzer, model, known ORDER BY language, analyzer, model`,
    { mentions },
  );
  const known = rows.filter((row) => row.known === true);
  const sum = (from: typeof rows, column: string) => from.reduce((total, row) => total + Number(row[column]), 0);
  const languages = new Map<string, number>();
  const analyzers = new Map<string, { analyzer: string; model: string; mentions: number }>();
  for (const row of known) {
    const inWindow = Number(row.in_window);
    if (inWindow === 0) continue;
    languages.set(String(row.language), (languages.get(String(row.language)) ?? 0) + inWindow);
    const analyzer = String(row.analyzer);
    const model = String(row.model);
    const entry = analyzers.get(`${analyzer} ${model}`) ?? { analyzer, model, mentions: 0 };
    analyzers.set(`${analyzer} ${model}`, { ...entry, mentions: entry.mentions + inWindow });
  }
  return {
    mentions: sum(rows, 'mentions'),
    inWindow: sum(known, 'in_window'),
    before: sum(known, 'earlier'),
    after: sum(known, 'later'),
    redated: sum(known, 'redated'),
    otherProducts: sum(rows, 'mentions') - sum(known, 'mentions'),
    languages: [...languages].map(([language, mentions]) => ({ language, mentions })),
    analyzers: [...analyzers.values()],
  };
}
