import { bootstrapImpact } from '@soundings/pains/statistics/bootstrap-impact';
import { type Stratum, stratifiedDifference } from '@soundings/pains/statistics/stratified-votes';
import { newcombe } from '@soundings/statistics/newcombe';
import { seededRandom } from '@soundings/statistics/random';
import { wilson } from '@soundings/statistics/wilson';

export type Coverage = { wilson: number; newcombe: number; places: number; bootstrap: number };

/**
 * How often the report's 95 % intervals hold the truth: mean over shares of 2–50 % among 50–2,000 people, over
 * differences within three places that each product is heard in differently, and over ratings.
 */
export function intervalCoverage(runs: number): Coverage {
  const random = seededRandom(3);
  const apart = seededRandom(4);
  const within = (low: number, truth: number, high: number) => (low <= truth && truth <= high ? 1 : 0);
  let [wilsonHits, newcombeHits, placesHits, bootstrapHits, bootstraps] = [0, 0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const [p1, p2] = [0.02 + 0.48 * random(), 0.02 + 0.48 * random()];
    const [n1, n2] = [people(random), people(random)];
    const [x1, x2] = [binomial(n1, p1, random), binomial(n2, p2, random)];
    const { low, high } = wilson(x1, n1);
    wilsonHits += within(low, p1, high);
    const difference = newcombe({ people: x1, of: n1 }, { people: x2, of: n2 });
    newcombeHits += within(difference.low, p1 - p2, difference.high);
    const places = stratifiedDifference(strataOf(p1 / 2, p2 / 2, apart));
    placesHits += within(places.low, (p1 - p2) / 2, places.high);
    if (run % 10 > 0) continue;
    const impact = ratedImpact(n1, random, String(run));
    if (impact === null) continue;
    bootstraps++;
    bootstrapHits += within(impact.low, impact.truth, impact.high);
  }
  return {
    wilson: wilsonHits / runs,
    newcombe: newcombeHits / runs,
    places: placesHits / runs,
    bootstrap: bootstrapHits / bootstraps,
  };
}

/** Votes in a mild, a middling and a harsh place, most people of one product in the mild and of the other in the harsh. */
function strataOf(p1: number, p2: number, random: () => number): Stratum[] {
  return [0, 0.1, 0.25].map((harsher, i) => {
    const votes = (of: number, share: number) => {
      const sum = binomial(of, share + harsher, random);
      return { sum, squares: sum, of };
    };
    return { first: votes([240, 60, 30][i] ?? 0, p1), second: votes([30, 80, 260][i] ?? 0, p2) };
  });
}

const RATINGS = [1, 2, 3, 4, 5];
const TROUBLED = [0.35, 0.25, 0.2, 0.12, 0.08];
const UNTROUBLED = [0.05, 0.05, 0.15, 0.3, 0.45];

/**
 * Ratings of feedback of which a fifth names the theme; the true impact is the share times the difference of means.
 */
function ratedImpact(n: number, random: () => number, seed: string) {
  const share = 0.2;
  const all = new Map<number, number>();
  const inside = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const isInside = random() < share;
    const rating = draw(isInside ? TROUBLED : UNTROUBLED, random);
    all.set(rating, (all.get(rating) ?? 0) + 1);
    if (isInside) inside.set(rating, (inside.get(rating) ?? 0) + 1);
  }
  const mean = (weights: readonly number[]) => weights.reduce((sum, weight, i) => sum + weight * (RATINGS[i] ?? 0), 0);
  const truth = share * (mean(UNTROUBLED) - mean(TROUBLED));
  const { low, high } = bootstrapImpact(all, inside, seed);
  return low === null || high === null ? null : { low, high, truth };
}

function draw(weights: readonly number[], random: () => number): number {
  let rest = random();
  for (const [i, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return RATINGS[i] ?? 1;
  }
  return 5;
}

const people = (random: () => number) => Math.round(50 * 40 ** random());

function binomial(n: number, p: number, random: () => number): number {
  let hits = 0;
  for (let i = 0; i < n; i++) if (random() < p) hits++;
  return hits;
}
