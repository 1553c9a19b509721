/** Something to choose: how well it represents, and the words it is made of. */
export type Candidate = { relevance: number; words: ReadonlySet<string> };

/**
 * Chooses up to `count` candidates that represent and differ: maximal marginal relevance (Carbonell and Goldstein
 * 1998, SIGIR), λ·relevance − (1 − λ)·greatest similarity to one already chosen. Similarity is the Jaccard index of
 * the words; relevance should run from 0 to 1. Indices in the order chosen.
 */
export function maximalMarginalRelevance(candidates: readonly Candidate[], count: number, lambda = 0.6): number[] {
  const chosen: number[] = [];
  const nearest = new Array<number>(candidates.length).fill(0);
  while (chosen.length < Math.min(count, candidates.length)) {
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (const [i, candidate] of candidates.entries()) {
      const value = lambda * candidate.relevance - (1 - lambda) * (nearest[i] ?? 0);
      if (!chosen.includes(i) && value > bestValue) {
        best = i;
        bestValue = value;
      }
    }
    chosen.push(best);
    const words = candidates[best]?.words ?? new Set();
    for (const [i, candidate] of candidates.entries()) {
      nearest[i] = Math.max(nearest[i] ?? 0, jaccard(words, candidate.words));
    }
  }
  return chosen;
}

/** |A ∩ B| / |A ∪ B|; 0 where both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  const either = a.size + b.size - both;
  return either === 0 ? 0 : both / either;
}
