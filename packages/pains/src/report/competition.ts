import type { MarketGap } from '@soundings/contracts/market-gap';
import type { ComparedPlaces, Share, ShareDifference } from '@soundings/contracts/share';
import type { SwotLine } from '@soundings/contracts/swot';
import type { Theme } from '@soundings/contracts/theme';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { commonGround } from './heard-places.ts';
import type { Quotes } from './pain-details.ts';
import type { DividedVotes, PeopleCounts } from './people-counts.ts';
import { differenceOfVotes, shareOf } from './shares.ts';

/** Differences are discoveries up to this corrected p: at most 5 % of the lines are chance. */
export const ALPHA = 0.05;
const QUOTES = 3;
/** A wish needs this many people to be one of the market. */
const LEAST_WISHING = 3;

export type Rivals = { ours: readonly string[]; competitors: readonly string[] };

/** What competition is told from; `votes` are divided over themes. */
export type Voted = { counts: PeopleCounts; votes: DividedVotes; quotes: Quotes };

type Side = 'pain' | 'praise';
type Contrast = {
  side: Side;
  theme: Theme;
  productId: string;
  competitorId: string;
  difference: ShareDifference;
  compared: ComparedPlaces;
};

export type Competition = { gaps: MarketGap[]; swot: SwotLine[] };

/**
 * Each product of ours against each competitor on each theme and in each place, pain and praise alike; all tests are corrected together
 * (Benjamini–Hochberg), and only what holds becomes a line.
 */
export function compete({ counts, votes, quotes }: Voted, rivals: Rivals, themes: readonly Theme[]): Competition {
  const found = contrasts(votes, rivals, themes).filter(({ difference }) => difference.q <= ALPHA);
  found.sort(
    (a, b) => a.difference.q - b.difference.q || Math.abs(b.difference.difference) - Math.abs(a.difference.difference),
  );
  return {
    gaps: [...found.flatMap((contrast) => theirPain(contrast, quotes)), ...unmetWishes(counts, rivals, themes, quotes)],
    swot: found.map((contrast) => swotLine(contrast, quotes)),
  };
}

function contrasts(votes: DividedVotes, { ours, competitors }: Rivals, themes: readonly Theme[]): Contrast[] {
  const made: Contrast[] = [];
  for (const productId of ours) {
    for (const competitorId of competitors) {
      const { compared, strata } = commonGround(
        votes.get(productId) ?? new Map(),
        votes.get(competitorId) ?? new Map(),
      );
      for (const theme of themes) {
        for (const side of ['pain', 'praise'] as const) {
          const difference = differenceOfVotes(strata(theme.id, side));
          const { first, second } = difference;
          if (first.of > 0 && second.of > 0 && first.people + second.people > 0) {
            made.push({ side, theme, productId, competitorId, difference, compared });
          }
        }
      }
    }
  }
  const corrected = benjaminiHochberg(made.map(({ difference }) => difference.p));
  return made.map((contrast, i) => ({ ...contrast, difference: { ...contrast.difference, q: corrected[i] ?? 1 } }));
}

/** The share of a product's people who suffer from, praise or wish for a theme. */
export function sideShare(counts: PeopleCounts, productId: string, themeId: string, side: Side | 'wish'): Share {
  const people = counts.themes.get(productId)?.get(themeId)?.[side] ?? 0;
  return shareOf(people, counts.voices.get(productId)?.people ?? 0);
}

function swotLine({ side, theme, productId, competitorId, difference, compared }: Contrast, quotes: Quotes): SwotLine {
  const oursIsMore = difference.difference > 0;
  const kind = side === 'praise' ? (oursIsMore ? 'strength' : 'threat') : oursIsMore ? 'weakness' : 'opportunity';
  return {
    kind,
    themeId: theme.id,
    names: theme.names,
    productId,
    competitorId,
    evidence: oursIsMore ? difference : reversed(difference),
    compared: oursIsMore ? compared : swapped(compared),
    quotes: quotes(oursIsMore ? productId : competitorId, theme.id, side, QUOTES),
  };
}

function theirPain(
  { side, theme, productId, competitorId, difference, compared }: Contrast,
  quotes: Quotes,
): MarketGap[] {
  if (side !== 'pain' || difference.difference >= 0) return [];
  return [
    {
      kind: 'their-pain',
      themeId: theme.id,
      names: theme.names,
      productId,
      competitorId,
      gap: reversed(difference),
      compared: swapped(compared),
      wish: null,
      praise: null,
      quotes: quotes(competitorId, theme.id, 'pain', QUOTES),
    },
  ];
}

function reversed({ first, second, difference, low, high, p, q }: ShareDifference): ShareDifference {
  return { first: second, second: first, difference: -difference, low: -high, high: -low, p, q };
}

function swapped({ firstElsewhere, secondElsewhere, ...places }: ComparedPlaces): ComparedPlaces {
  return { ...places, firstElsewhere: secondElsewhere, secondElsewhere: firstElsewhere };
}

/**
 * Wishes that people of the product and of a competitor have, where nobody's praise reaches the wish: surely so, by
 * its interval.
 */
function unmetWishes(
  counts: PeopleCounts,
  { ours, competitors }: Rivals,
  themes: readonly Theme[],
  quotes: Quotes,
): MarketGap[] {
  return ours.flatMap((productId) =>
    themes.flatMap((theme): MarketGap[] => {
      const everyone = [productId, ...competitors];
      const wishing = everyone.filter((id) => sideShare(counts, id, theme.id, 'wish').people > 0);
      const wish = pooled(counts, everyone, theme.id, 'wish');
      const praise = pooled(counts, everyone, theme.id, 'praise');
      if (wishing.length < 2 || wish.people < LEAST_WISHING || praise.high >= wish.low) return [];
      return [
        {
          kind: 'unmet-wish',
          themeId: theme.id,
          names: theme.names,
          productId,
          competitorId: null,
          gap: null,
          compared: null,
          wish,
          praise,
          quotes: wishing.flatMap((id) => quotes(id, theme.id, 'wish', 1)).slice(0, QUOTES),
        },
      ];
    }),
  );
}

function pooled(counts: PeopleCounts, productIds: readonly string[], themeId: string, side: 'wish' | 'praise'): Share {
  const shares = productIds.map((id) => sideShare(counts, id, themeId, side));
  return shareOf(
    shares.reduce((sum, { people }) => sum + people, 0),
    shares.reduce((sum, { of }) => sum + of, 0),
  );
}
