/** Micro- and macro-averaged F1 of single labels; a missing prediction costs recall only. */
export function f1(pairs: readonly { label: string; predicted: string | null }[]): { micro: number; macro: number } {
  const labels = [...new Set(pairs.map(({ label }) => label))];
  const each = labels.map((label) => {
    const hit = pairs.filter((pair) => pair.label === label && pair.predicted === label).length;
    const said = pairs.filter(({ predicted }) => predicted === label).length;
    const are = pairs.filter((pair) => pair.label === label).length;
    return { hit, said, are, f1: hit === 0 ? 0 : (2 * hit) / (said + are) };
  });
  const sum = (key: 'hit' | 'said' | 'are') => each.reduce((total, counts) => total + counts[key], 0);
  return {
    micro: (2 * sum('hit')) / (sum('said') + sum('are')),
    macro: each.reduce((total, counts) => total + counts.f1, 0) / labels.length,
  };
}
