import type { DistinctiveTerm, PainGroup, PainPoint, PainReport, Trend } from '@soundings/contracts/pain-point';
import type { Share } from '@soundings/contracts/share';
import type { Theme } from '@soundings/contracts/theme';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { smoothedRate } from '../statistics/ewma.ts';
import { ALPHA, sideShare } from './competition.ts';
import type { Quotes } from './pain-details.ts';
import type { PeopleCounts } from './people-counts.ts';
import type { ProductSeverities } from './severities.ts';
import { differenceOf } from './shares.ts';
import { type Standing, standingsAgainst } from './standings.ts';
import { type Contrast, type PeriodCounts, trendPoints } from './trends.ts';

/** What a product's pains are assembled from; maps are by theme. */
export type PainMaterial = {
  productId: string;
  themes: ReadonlyMap<string, Theme>;
  now: PeopleCounts;
  contrast: Contrast;
  firstSeen: ReadonlyMap<string, string>;
  severities: ProductSeverities | undefined;
  terms: ReadonlyMap<string, DistinctiveTerm[]> | undefined;
  groups: ReadonlyMap<string, PainGroup[]> | undefined;
  trend: PeriodCounts | undefined;
  quotes: Quotes;
  previous: PainReport | null;
};

const LISTED = 200;
const QUOTES = 5;
const WISHES = 3;

/**
 * The pains of one product, most people first. Where few spoke one voice makes a pain; among more than a hundred it
 * takes three, but a pain that was listed before stays for one less, so that lists do not flicker.
 */
export function painPoints(material: PainMaterial): { pains: PainPoint[]; unlisted: number } {
  const { productId, themes, now, previous } = material;
  const people = now.voices.get(productId)?.people ?? 0;
  const least = Math.min(3, Math.max(1, Math.ceil(people / 50)));
  const known = new Set(
    previous?.products.find((product) => product.productId === productId)?.pains.map(({ id }) => id),
  );
  const suffered = [...(now.themes.get(productId) ?? [])].filter(
    ([themeId, { pain }]) => pain > 0 && themes.get(themeId)?.muted === false,
  );
  const listed = suffered
    .filter(([themeId, { pain }]) => pain >= (known.has(themeId) ? Math.max(1, least - 1) : least))
    .sort(([a, x], [b, y]) => y.pain - x.pain || y.feedback - x.feedback || (a < b ? -1 : 1))
    .slice(0, LISTED);
  const themeIds = listed.map(([themeId]) => themeId);
  const changes = changesOf(material, themeIds);
  const standings = standingsOf(material, themeIds);
  const pains = listed.flatMap(([themeId, counts], i): PainPoint[] => {
    const theme = themes.get(themeId);
    if (theme === undefined) return [];
    return [
      {
        id: themeId,
        names: theme.names,
        productId,
        rank: i + 1,
        people: sideShare(now, productId, themeId, 'pain'),
        feedback: counts.feedback,
        mentions: counts.mentions,
        praise: sideShare(now, productId, themeId, 'praise'),
        wish: sideShare(now, productId, themeId, 'wish'),
        severity: material.severities?.themes.get(themeId) ?? null,
        terms: material.terms?.get(themeId) ?? [],
        wishes: material.quotes(productId, themeId, 'wish', WISHES),
        quotes: material.quotes(productId, themeId, 'pain', QUOTES),
        groups: material.groups?.get(themeId) ?? [],
        firstSeen: material.firstSeen.get(themeId) ?? '',
        trend: trendOf(material, themeId, changes[i] ?? NO_CHANGE),
        ...(standings[i] ?? { standing: 'unknown', before: null }),
      },
    ];
  });
  return { pains, unlisted: suffered.length - pains.length };
}

/** A day says less than a week: the smoothed rate looks back over as many weeks either way. */
const SMOOTHING = { day: 0.05, week: 0.3 } as const;

function trendOf({ trend }: PainMaterial, themeId: string, change: Change): Trend {
  const points = trendPoints(trend, themeId);
  const unit = trend?.unit ?? 'week';
  const smoothed = smoothedRate(
    points.map(({ people, of }) => ({ count: people, of })),
    SMOOTHING[unit],
  );
  return { unit, points, smoothed, ...change };
}

type Change = Pick<Trend, 'change' | 'against' | 'direction'>;
const NO_CHANGE: Change = { change: null, against: 'window-before', direction: 'unknown' };

/** Each pain's share against the time before; the tests of a product are corrected together. */
function changesOf(
  { contrast: { now, before, against }, productId }: PainMaterial,
  themeIds: readonly string[],
): Change[] {
  const heard = (counts: PeopleCounts) => (counts.voices.get(productId)?.people ?? 0) > 0;
  if (!heard(now) || !heard(before)) return themeIds.map(() => NO_CHANGE);
  const differences = themeIds.map((themeId) =>
    differenceOf(sideShare(now, productId, themeId, 'pain'), sideShare(before, productId, themeId, 'pain')),
  );
  const corrected = benjaminiHochberg(differences.map(({ p }) => p));
  return differences.map((difference, i) => {
    const q = corrected[i] ?? 1;
    const direction = q > ALPHA ? 'flat' : difference.difference > 0 ? 'up' : 'down';
    return { change: { ...difference, q }, against, direction };
  });
}

function standingsOf({ previous, productId, now }: PainMaterial, themeIds: readonly string[]): Standing[] {
  const product = previous?.products.find((each) => each.productId === productId);
  if (product === undefined) return themeIds.map(() => ({ standing: 'unknown', before: null }));
  const pains = themeIds.map((id) => ({ id, people: sideShare(now, productId, id, 'pain') }));
  return standingsAgainst(product.pains, pains);
}

/** Pains that the previous report listed and this one does not. */
export function gonePains({ previous, productId, themes, now }: PainMaterial, pains: readonly PainPoint[]) {
  const listed = new Set(pains.map(({ id }) => id));
  const past = previous?.products.find((product) => product.productId === productId)?.pains ?? [];
  return past
    .filter(({ id }) => !listed.has(id) && themes.get(id)?.muted !== true)
    .map(({ id, names }): { id: string; names: Theme['names']; people: Share } => ({
      id,
      names,
      people: sideShare(now, productId, id, 'pain'),
    }));
}
