import type { ReportWindow, Severity } from '@soundings/contracts/pain-point';
import { bootstrapImpact, type Tally } from '../statistics/bootstrap-impact.ts';
import { coverageShapley } from '../statistics/coverage-shapley.ts';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';

export type ProductSeverities = {
  lost: { measure: 'rating' | 'nps'; points: number; n: number } | null;
  themes: Map<string, Severity>;
};

/** Feedback of one rating (or NPS answer) that names the same pains. */
type RatedGroup = { value: number; themes: string[]; weight: number };

/**
 * What the pains of each product cost in points, from every feedback of the window that carries the measure (the
 * rating, or NPS where more feedback carries that).
 */
export async function severitiesOf(source: LakeSource, window: ReportWindow): Promise<Map<string, ProductSeverities>> {
  const inWindow = `said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)}`;
  const rows = await source.query(
    `WITH pains AS (
       SELECT feedback_id, array_agg(theme_id ORDER BY theme_id) AS themes FROM (
         SELECT DISTINCT feedback_id, theme_id FROM theme_mentions
         WHERE ${inWindow} AND side IN ('pain', 'wish') AND (rating IS NOT NULL OR nps IS NOT NULL)) AS named
       GROUP BY feedback_id)
     SELECT v.product_id, v.rating, v.nps, pains.themes, sum(v.weight) AS weight
     FROM ${source.voices} AS v LEFT JOIN pains ON pains.feedback_id = v.feedback_id
     WHERE ${inWindow} AND (v.rating IS NOT NULL OR v.nps IS NOT NULL)
     GROUP BY v.product_id, v.rating, v.nps, pains.themes`,
  );
  const groups = new Map<string, { rating: RatedGroup[]; nps: RatedGroup[] }>();
  for (const row of rows) {
    const productId = String(row.product_id);
    const group = groups.get(productId) ?? { rating: [], nps: [] };
    groups.set(productId, group);
    const themes = Array.isArray(row.themes) ? row.themes.map(String) : [];
    const weight = Number(row.weight);
    if (row.rating !== null) group.rating.push({ value: Number(row.rating), themes, weight });
    if (row.nps !== null) group.nps.push({ value: Number(row.nps), themes, weight });
  }
  return new Map(
    [...groups].map(([productId, { rating, nps }]) => {
      const measure = weightOf(nps) > weightOf(rating) ? 'nps' : 'rating';
      return [productId, severities(measure, measure === 'nps' ? nps : rating)];
    }),
  );
}

const weightOf = (groups: readonly RatedGroup[]) => groups.reduce((sum, { weight }) => sum + weight, 0);

/**
 * The severities of one product. `lost` is null where nobody is without a pain, since then nothing says what
 * untroubled people answer.
 */
export function severities(measure: 'rating' | 'nps', groups: readonly RatedGroup[]): ProductSeverities {
  const all: Tally = new Map();
  const untroubled: Tally = new Map();
  const withTheme = new Map<string, Tally>();
  for (const { value, themes, weight } of groups) {
    add(all, value, weight);
    if (themes.length === 0) add(untroubled, value, weight);
    for (const theme of themes) {
      const tally: Tally = withTheme.get(theme) ?? new Map();
      add(tally, value, weight);
      withTheme.set(theme, tally);
    }
  }
  const n = total(all);
  const base = meanOf(untroubled);
  const losses = groups.filter(({ themes }) => themes.length > 0);
  const parts =
    base === null
      ? null
      : coverageShapley(
          losses.map(({ value, themes, weight }) => ({ players: themes, points: (weight * (base - value)) / n })),
        );
  const themes = new Map(
    [...withTheme].map(([theme, tally]): [string, Severity] => {
      const { impact, low, high } = bootstrapImpact(all, tally, theme);
      const rest = difference(all, tally);
      return [
        theme,
        {
          measure,
          n,
          nWith: total(tally),
          meanWith: meanOf(tally) ?? 0,
          meanWithout: meanOf(rest),
          impact,
          low,
          high,
          lost: parts?.get(theme) ?? null,
        },
      ];
    }),
  );
  const mean = meanOf(all);
  return { lost: base === null || mean === null ? null : { measure, points: base - mean, n }, themes };
}

function add(tally: Tally, value: number, weight: number): void {
  tally.set(value, (tally.get(value) ?? 0) + weight);
}

function total(tally: Tally): number {
  let sum = 0;
  for (const weight of tally.values()) sum += weight;
  return sum;
}

function meanOf(tally: Tally): number | null {
  let sum = 0;
  for (const [value, weight] of tally) sum += value * weight;
  const n = total(tally);
  return n > 0 ? sum / n : null;
}

function difference(all: Tally, part: Tally): Tally {
  return new Map([...all].map(([value, weight]) => [value, Math.max(0, weight - (part.get(value) ?? 0))]));
}
