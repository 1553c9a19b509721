import type { Aspect, TermRates } from './aspect.ts';

/**
 * How often terms are said in a corpus of one's own, from the candidates of its texts: what is said often there is more
 * likely to be an aspect. A term's last word counts as well ("quality" for "picture quality").
 */
export function termRates(texts: Iterable<readonly Pick<Aspect, 'term'>[]>): TermRates {
  const counts = new Map<string, number>();
  let total = 0;
  for (const candidates of texts) {
    total++;
    const said = new Set(candidates.flatMap(({ term }) => [term, term.slice(term.lastIndexOf(' ') + 1)]));
    for (const term of said) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return (term) => Math.log((1000 * (counts.get(term) ?? 0)) / Math.max(1, total) + 0.3);
}
