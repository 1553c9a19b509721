import type { ReportWindow, TrendPoint } from '@soundings/contracts/pain-point';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';
import { byProduct, rounded } from './people-counts.ts';

/** Two years and the season around them. */
export const HISTORY_WEEKS = 110;
const WEEK = 7 * 24 * 3600 * 1000;

export type WeeklyCounts = {
  /** Whole weeks before the window's end, oldest first, from the product's first one on; their Mondays. */
  weeks: string[];
  /** People who said anything, by week. */
  of: number[];
  /** By theme: people in pain, by week. */
  themes: Map<string, number[]>;
};

/** The Monday 00:00 UTC that a time's week began with. */
export function weekOf(time: string): number {
  const at = Date.parse(time);
  const monday = Date.UTC(1970, 0, 5);
  return at - ((((at - monday) % WEEK) + WEEK) % WEEK);
}

/** By product: people per whole week and theme, every week of the span present, empty ones as 0. */
export async function weeklyCounts(source: LakeSource, window: ReportWindow): Promise<Map<string, WeeklyCounts>> {
  const end = weekOf(window.to);
  const start = end - HISTORY_WEEKS * WEEK;
  const inSpan = `said_at >= ${timestamp(new Date(start).toISOString())} AND said_at < ${timestamp(new Date(end).toISOString())}`;
  const all = await source.query(
    `SELECT product_id, week, sum(vote) AS people FROM (
       SELECT product_id, date_trunc('week', said_at) AS week, person, max(weight) AS vote
       FROM ${source.voices} WHERE ${inSpan} GROUP BY product_id, date_trunc('week', said_at), person) AS people
     GROUP BY product_id, week`,
  );
  const pains = await source.query(
    `SELECT product_id, theme_id, array_agg(week ORDER BY week) AS weeks, array_agg(people ORDER BY week) AS people FROM (
       SELECT product_id, theme_id, week, sum(vote) AS people FROM (
         SELECT product_id, theme_id, date_trunc('week', said_at) AS week, person, max(weight) AS vote
         FROM theme_mentions WHERE ${inSpan} AND side IN ('pain', 'wish')
         GROUP BY product_id, theme_id, date_trunc('week', said_at), person) AS people
       GROUP BY product_id, theme_id, week) AS weekly
     GROUP BY product_id, theme_id`,
  );
  const counts = new Map<string, WeeklyCounts>();
  for (const row of all) {
    const productId = String(row.product_id);
    const product: WeeklyCounts = counts.get(productId) ?? { weeks: [], of: [], themes: new Map() };
    counts.set(productId, product);
    product.weeks.push(isoTime(row.week));
    product.of.push(rounded(row.people));
  }
  for (const product of counts.values()) fillWeeks(product, end);
  for (const [productId, themes] of byProduct(pains, (row) => row)) {
    const product = counts.get(productId);
    if (product === undefined) continue;
    const position = new Map(product.weeks.map((week, i) => [week, i]));
    for (const [themeId, row] of themes) {
      const series = new Array<number>(product.weeks.length).fill(0);
      const people = row.people as number[];
      for (const [i, week] of (row.weeks as string[]).entries())
        series[position.get(isoTime(week)) ?? -1] = rounded(people[i]);
      product.themes.set(themeId, series);
    }
  }
  return counts;
}

function fillWeeks(product: WeeklyCounts, end: number): void {
  const known = new Map(product.weeks.map((week, i) => [Date.parse(week), product.of[i] ?? 0]));
  const first = Math.min(...known.keys());
  product.weeks = [];
  product.of = [];
  for (let week = first; week < end; week += WEEK) {
    product.weeks.push(new Date(week).toISOString());
    product.of.push(known.get(week) ?? 0);
  }
}

/** DuckDB gives the week as a DATE, Trino as the TIMESTAMP that it was cut from. */
function isoTime(value: unknown): string {
  return new Date(String(value)).toISOString();
}

/** The last weeks of a theme as points, each with its own denominator. */
export function trendPoints(weekly: WeeklyCounts | undefined, themeId: string, count = 26): TrendPoint[] {
  const series = weekly?.themes.get(themeId);
  if (weekly === undefined || series === undefined) return [];
  return weekly.weeks.map((from, i) => ({ from, people: series[i] ?? 0, of: weekly.of[i] ?? 0 })).slice(-count);
}
