import type { ReportWindow, Trend, TrendPoint } from '@soundings/contracts/pain-point';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';
import { byProduct, countPeople, type PeopleCounts, rounded } from './people-counts.ts';

/** Two years and the season around them. */
const HISTORY_WEEKS = 110;
/** Windows up to here are told day by day, longer ones week by week. */
const DAILY_DAYS = 45;
const SHOWN_WEEKS = 26;
const DAY = 24 * 3600 * 1000;
const LENGTH = { day: DAY, week: 7 * DAY } as const;

/** Days or weeks in a row, oldest first, from the product's first one on. */
export type PeriodCounts = {
  unit: Trend['unit'];
  /** When each begins: midnight UTC, weeks on their Monday. */
  starts: string[];
  /** People who said anything, by period. */
  of: number[];
  /** By theme: people in pain, by period. */
  themes: Map<string, number[]>;
};

/** When the day or the week (Monday, UTC) began that a time is in. */
function startOf(time: string, unit: Trend['unit']): number {
  const at = Date.parse(time);
  const first = unit === 'week' ? Date.UTC(1970, 0, 5) : 0;
  return first + Math.floor((at - first) / LENGTH[unit]) * LENGTH[unit];
}

/** By product: people per whole week and theme before the window's end, two years back: what alarms are told from. */
export function weeklyCounts(source: LakeSource, window: ReportWindow): Promise<Map<string, PeriodCounts>> {
  const end = startOf(window.to, 'week');
  return countPeriods(source, { unit: 'week', start: end - HISTORY_WEEKS * LENGTH.week, end });
}

/** By product: what a window's trend is drawn from, days of the window where it is short and else the weeks at hand. */
export async function trendCounts(
  source: LakeSource,
  window: ReportWindow,
  weekly: ReadonlyMap<string, PeriodCounts>,
): Promise<ReadonlyMap<string, PeriodCounts>> {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  if (to - from > DAILY_DAYS * DAY) return weekly;
  return countPeriods(source, { unit: 'day', start: startOf(window.from, 'day'), end: to });
}

type Span = { unit: Trend['unit']; start: number; end: number };

/** Every period of the span is there, empty ones as 0. */
async function countPeriods(source: LakeSource, { unit, start, end }: Span): Promise<Map<string, PeriodCounts>> {
  const inSpan = `said_at >= ${timestamp(new Date(start).toISOString())} AND said_at < ${timestamp(new Date(end).toISOString())}`;
  const period = `date_trunc('${unit}', said_at)`;
  const all = await source.query(
    `SELECT product_id, period, sum(vote) AS people FROM (
       SELECT product_id, ${period} AS period, person, max(weight) AS vote
       FROM ${source.voices} WHERE ${inSpan} GROUP BY product_id, ${period}, person) AS people
     GROUP BY product_id, period`,
  );
  const pains = await source.query(
    `SELECT product_id, theme_id, array_agg(period ORDER BY period) AS periods, array_agg(people ORDER BY period) AS people FROM (
       SELECT product_id, theme_id, period, sum(vote) AS people FROM (
         SELECT product_id, theme_id, ${period} AS period, person, max(weight) AS vote
         FROM theme_mentions WHERE ${inSpan} AND side IN ('pain', 'wish')
         GROUP BY product_id, theme_id, ${period}, person) AS people
       GROUP BY product_id, theme_id, period) AS counted
     GROUP BY product_id, theme_id`,
  );
  const heard = new Map<string, Map<number, number>>();
  for (const row of all) {
    const productId = String(row.product_id);
    const people = heard.get(productId) ?? new Map<number, number>();
    heard.set(productId, people.set(timeOf(row.period), rounded(row.people)));
  }
  const counts = new Map<string, PeriodCounts>();
  for (const [productId, people] of heard) {
    const starts: number[] = [];
    for (let at = Math.min(...people.keys()); at < end; at += LENGTH[unit]) starts.push(at);
    counts.set(productId, {
      unit,
      starts: starts.map((at) => new Date(at).toISOString()),
      of: starts.map((at) => people.get(at) ?? 0),
      themes: new Map(),
    });
  }
  for (const [productId, themes] of byProduct(pains, (row) => row)) {
    const product = counts.get(productId);
    if (product === undefined) continue;
    const position = new Map(product.starts.map((at, i) => [Date.parse(at), i]));
    for (const [themeId, row] of themes) {
      const series = new Array<number>(product.starts.length).fill(0);
      const people = row.people as number[];
      for (const [i, at] of (row.periods as string[]).entries())
        series[position.get(timeOf(at)) ?? -1] = rounded(people[i]);
      product.themes.set(themeId, series);
    }
  }
  return counts;
}

/** DuckDB gives a period as a DATE, Trino as the TIMESTAMP that it was cut from. */
function timeOf(value: unknown): number {
  return Date.parse(String(value));
}

/** The last periods of a theme as points, each with its own denominator. */
export function trendPoints(counts: PeriodCounts | undefined, themeId: string): TrendPoint[] {
  const series = counts?.themes.get(themeId);
  if (counts === undefined || series === undefined) return [];
  const points = counts.starts.map((from, i) => ({ from, people: series[i] ?? 0, of: counts.of[i] ?? 0 }));
  return counts.unit === 'day' ? points : points.slice(-SHOWN_WEEKS);
}

/** Two times that a trend is told from, and what the earlier one is. */
export type Contrast = { now: PeopleCounts; before: PeopleCounts; against: Trend['against'] };

/**
 * The window against the equally long one before it; for products of which nobody spoke then, as where a report is of all
 * there is, the window's later half against its earlier.
 */
export async function contrastOf(
  source: LakeSource,
  window: ReportWindow,
  now: PeopleCounts,
): Promise<{ of(productId: string): Contrast }> {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  const time = (at: number) => new Date(at).toISOString();
  const before = await countPeople(source, { from: time(2 * from - to), to: window.from });
  const whole: Contrast = { now, before, against: 'window-before' };
  const wasHeard = (id: string) => (before.voices.get(id)?.people ?? 0) > 0;
  if ([...now.voices.keys()].every(wasHeard)) return { of: () => whole };
  const middle = time((from + to) / 2);
  const halves: Contrast = {
    now: await countPeople(source, { from: middle, to: window.to }),
    before: await countPeople(source, { from: window.from, to: middle }),
    against: 'earlier-half',
  };
  return { of: (id) => (wasHeard(id) ? whole : halves) };
}
