import type { ComparedPlaces } from '@soundings/contracts/share';
import type { Stratum } from '../statistics/stratified-votes.ts';
import type { PlaceVotes } from './people-counts.ts';

/** A place where fewer of either product were heard says little and widens everything. */
const LEAST_IN_PLACE = 10;
/** Fewer than these in the common places, and fewer than half, stand for nobody else. */
const LEAST_IN_COMMON = 30;

type Places = ReadonlyMap<string, PlaceVotes>;

/** Where two products can be compared, and their votes there. */
export type CommonGround = {
  compared: ComparedPlaces;
  /** The places' votes for one side of a theme. */
  strata(themeId: string, side: 'pain' | 'praise'): Stratum[];
};

/**
 * Two products are compared within the places where both were heard, since people complain of other things in a shop's
 * reviews than in a survey. Where they have no such place, or too few were heard there, all that was heard is compared
 * as if it came from one, and the comparison says so.
 */
export function commonGround(first: Places, second: Places): CommonGround {
  const shared = [...first.keys()].filter((place) => second.has(place)).sort();
  const heard = (places: Places, names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + (places.get(name)?.people ?? 0), 0);
  const told = shared.filter((place) => [first, second].every((places) => heard(places, [place]) >= LEAST_IN_PLACE));
  const places = told.length > 0 ? told : shared;
  const isEnough = [first, second].every((all) => {
    const within = heard(all, places);
    return within > 0 && (within >= LEAST_IN_COMMON || within >= heard(all, all.keys()) / 2);
  });
  const compared: ComparedPlaces = isEnough
    ? {
        basis: 'same-places',
        places,
        firstElsewhere: heard(first, first.keys()) - heard(first, places),
        secondElsewhere: heard(second, second.keys()) - heard(second, places),
      }
    : { basis: 'different-places', places: [], firstElsewhere: 0, secondElsewhere: 0 };
  return {
    compared,
    strata(themeId, side) {
      if (isEnough) {
        return places.map((place) => ({
          first: votesOf([first.get(place)], themeId, side),
          second: votesOf([second.get(place)], themeId, side),
        }));
      }
      return [{ first: votesOf(first.values(), themeId, side), second: votesOf(second.values(), themeId, side) }];
    },
  };
}

function votesOf(places: Iterable<PlaceVotes | undefined>, themeId: string, side: 'pain' | 'praise') {
  const votes = { sum: 0, squares: 0, of: 0 };
  for (const place of places) {
    const said = place?.themes.get(themeId)?.[side];
    votes.sum += said?.sum ?? 0;
    votes.squares += said?.squares ?? 0;
    votes.of += place?.people ?? 0;
  }
  return votes;
}
