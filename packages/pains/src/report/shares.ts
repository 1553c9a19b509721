import type { Share, ShareDifference } from '@soundings/contracts/share';
import { newcombe } from '@soundings/statistics/newcombe';
import { equalProportions } from '@soundings/statistics/two-proportions';
import { wilson } from '@soundings/statistics/wilson';
import { equalVotes, meanVote, type Votes, votesDifference } from '../statistics/divided-votes.ts';

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

/** As `differenceOf`, for votes that people divide over themes. */
export function differenceOfVotes(first: Votes, second: Votes): ShareDifference {
  const p = equalVotes(first, second);
  return { first: shareOfVotes(first), second: shareOfVotes(second), ...votesDifference(first, second), p, q: p };
}

function shareOfVotes(votes: Votes): Share {
  const { sum, of } = votes;
  return { people: sum, of, share: of > 0 ? Math.min(1, sum / of) : null, ...meanVote(votes) };
}
