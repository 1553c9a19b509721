/** How often a word stands in two bodies of text. */
export type WordCounts = { word: string; first: number; second: number };

export type LogOdds = WordCounts & { z: number };

/**
 * Which words tell two bodies apart: the weighted log-odds ratio with an informative Dirichlet prior (Monroe,
 * Colaresi and Quinn 2008, Political Analysis 16:372–403, equations 16, 20 and 22). The prior is both bodies
 * together, scaled to `strength` pseudo-counts in all; `z` is δ over its standard deviation, positive where the first
 * body uses the word more.
 */
export function logOdds(words: readonly WordCounts[], strength = 500): LogOdds[] {
  let first = 0;
  let second = 0;
  for (const word of words) {
    first += word.first;
    second += word.second;
  }
  const scale = strength / Math.max(1, first + second);
  return words.map((word) => {
    const prior = (word.first + word.second) * scale;
    if (prior <= 0) return { ...word, z: 0 };
    const a = word.first + prior;
    const b = word.second + prior;
    const delta = Math.log(a / (first + strength - a)) - Math.log(b / (second + strength - b));
    return { ...word, z: delta / Math.sqrt(1 / a + 1 / b) };
  });
}
