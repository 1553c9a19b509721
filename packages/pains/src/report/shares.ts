import type { Share, ShareDifference } from '@soundings/contracts/share';
import { newcombe } from '@soundings/statistics/newcombe';
import { equalProportions } from '@soundings/statistics/two-proportions';
import { wilson } from '@soundings/statistics/wilson';
import type { Votes } from '../statistics/divided-votes.ts';
import { equalVotesWithin, type Stratum, stratifiedDifference } from '../statistics/stratified-votes.ts';

/** People of people, with the interval; `share` is null where nobody was asked. */
export function shareOf(people: number, of: number): Share {
  const capped = Math.min(people, of);
  return { people: capped, of, share: of > 0 ? capped / of : null, ...wilson(capped, of) };
}

/** `first` minus `second`. `q` equals `p` until it is corrected over the tests made beside it. */
export function differenceOf(first: Share, second: Share): ShareDifference {
  const p = equalProportions(first, second);
  return { first, second, ...newcombe(first, second), p, q: p };
}

/**
 * As `differenceOf`, for votes that people divide over themes, compared place by place: shares are standardised to the
 * places' common weights.
 */
export function differenceOfVotes(places: readonly Stratum[]): ShareDifference {
  const p = equalVotesWithin(places);
  const { first, second, ...difference } = stratifiedDifference(places);
  const shareOfVotes = (votes: readonly Votes[], { mean, low, high }: typeof first): Share => ({
    people: votes.reduce((sum, each) => sum + each.sum, 0),
    of: votes.reduce((sum, each) => sum + each.of, 0),
    share: mean === null ? null : Math.min(1, mean),
    low,
    high,
  });
  return {
    first: shareOfVotes(
      places.map((place) => place.first),
      first,
    ),
    second: shareOfVotes(
      places.map((place) => place.second),
      second,
    ),
    ...difference,
    p,
    q: p,
  };
}
