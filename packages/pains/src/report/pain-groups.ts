import type { PainGroup, ReportWindow } from '@soundings/contracts/pain-point';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { ALPHA } from './competition.ts';
import type { LakeSource } from './lake-source.ts';
import { timestamp } from './mention-sql.ts';
import { rounded } from './people-counts.ts';
import { differenceOf, shareOf } from './shares.ts';

/** A group of fewer people says nothing about a difference. */
const LEAST_PEOPLE = 20;
const LARGEST_GROUPS = 8;

const BY = { channel: 'channel', language: 'language', productVersion: 'product_version', segment: 'segment' } as const;
type By = keyof typeof BY;

type Counted = { by: By; value: string; people: number };

/**
 * Who names each pain, by product and theme: people of a channel, a language, a product version, a customer segment,
 * each against everyone else of the product; all tests of a product are corrected together.
 */
export async function painGroups(
  source: LakeSource,
  window: ReportWindow,
  segments: readonly string[],
): Promise<Map<string, Map<string, PainGroup[]>>> {
  const voices = await countGroups(source, window, segments);
  const pains = await countGroups(source, window, segments, true);
  const products = new Map<string, Map<string, PainGroup[]>>();
  for (const [productId, themes] of pains) {
    const all = voices.get(productId)?.get('') ?? [];
    products.set(productId, testGroups(all, themes));
  }
  return products;
}

function testGroups(all: readonly Counted[], themes: ReadonlyMap<string, Counted[]>): Map<string, PainGroup[]> {
  const groups = (Object.keys(BY) as By[]).flatMap((by) => {
    const largest = all.filter((each) => each.by === by).toSorted((a, b) => b.people - a.people);
    // One group alone has nobody to differ from.
    return largest.length < 2 ? [] : largest.slice(0, LARGEST_GROUPS).filter(({ people }) => people >= LEAST_PEOPLE);
  });
  const totals = totalsOf(all);
  const made = [...themes].flatMap(([themeId, counted]) => {
    const pained = new Map(counted.map(({ by, value, people }) => [`${by}/${value}`, people]));
    const painTotals = totalsOf(counted);
    return groups.map(({ by, value, people: size }) => {
      const inside = pained.get(`${by}/${value}`) ?? 0;
      const people = shareOf(inside, size);
      const others = shareOf((painTotals.get(by) ?? 0) - inside, (totals.get(by) ?? 0) - size);
      return { themeId, group: { by, value, people, others, p: differenceOf(people, others).p, differs: false } };
    });
  });
  const corrected = benjaminiHochberg(made.map(({ group }) => group.p));
  const byTheme = new Map<string, PainGroup[]>();
  for (const [i, { themeId, group }] of made.entries()) {
    const p = corrected[i] ?? 1;
    const list = byTheme.get(themeId) ?? [];
    byTheme.set(themeId, list);
    list.push({ ...group, p, differs: p <= ALPHA });
  }
  return byTheme;
}

function totalsOf(counted: readonly Counted[]): Map<By, number> {
  const totals = new Map<By, number>();
  for (const { by, people } of counted) totals.set(by, (totals.get(by) ?? 0) + people);
  return totals;
}

/** People by product, theme (none: everyone) and group. A person who wrote in two channels counts in both. */
async function countGroups(
  source: LakeSource,
  window: ReportWindow,
  segments: readonly string[],
  isPain = false,
): Promise<Map<string, Map<string, Counted[]>>> {
  const from = isPain ? 'theme_mentions' : source.voices;
  const theme = isPain ? 'theme_id' : "''";
  const segmentOf =
    segments.length === 0
      ? ''
      : `LEFT JOIN (SELECT customer_id AS member, max_by(segment, snapshot) AS segment FROM customers GROUP BY customer_id) AS c
         ON c.member = said.customer_id`;
  const dimensions = (Object.keys(BY) as By[]).filter((by) => by !== 'segment' || segments.length > 0);
  const counted = new Map<string, Map<string, Counted[]>>();
  for (const by of dimensions) {
    const rows = await source.query(
      `SELECT product_id, theme_id, value, sum(vote) AS people FROM (
         SELECT product_id, ${theme} AS theme_id, ${BY[by]} AS value, person, max(weight) AS vote
         FROM ${from} AS said ${by === 'segment' ? segmentOf : ''}
         WHERE said_at >= ${timestamp(window.from)} AND said_at < ${timestamp(window.to)}
           AND ${BY[by]} IS NOT NULL ${isPain ? "AND side IN ('pain', 'wish')" : ''}
         GROUP BY product_id, ${theme}, ${BY[by]}, person) AS votes
       GROUP BY product_id, theme_id, value`,
      by === 'segment' ? { customers: segments } : {},
    );
    for (const row of rows) {
      const themes = counted.get(String(row.product_id)) ?? new Map<string, Counted[]>();
      counted.set(String(row.product_id), themes);
      const groups = themes.get(String(row.theme_id)) ?? [];
      themes.set(String(row.theme_id), groups);
      groups.push({ by, value: String(row.value), people: rounded(row.people) });
    }
  }
  return counted;
}
