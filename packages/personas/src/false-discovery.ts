/**
 * Benjamini–Hochberg adjusted p-values in the order given (1995, JRSS B 57:289–300): calling those at most q real
 * makes at most a part q of the calls wrong on average, and where nothing is real, any call at all with chance q.
 */
export function falseDiscovery(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1] as number;
    least = Math.min(least, ((ps[i] ?? 1) * ps.length) / rank);
    adjusted[i] = least;
  }
  return adjusted;
}
