/** How often a word stands in two bodies of text. */
export type WordCounts = { word: string; first: number; second: number };

export type LogOdds = WordCounts & { z: number };

/**
 * Which words tell two bodies apart: the weighted log-odds ratio with an informative Dirichlet prior (Monroe,
 * Colaresi and Quinn 2008, Political Analysis 16:372–403, equations 16, 20 and 22). The prior is both bodies
 * together, scaled to `strength` pseudo-counts in all; `z` is δ over its standard deviation, positive where the first
 * body uses the word more. A word that is alone tells nothing apart: its z is 0.
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
    const a = word.first + prior;
    const b = word.second + prior;
    const [restOfFirst, restOfSecond] = [first + strength - a, second + strength - b];
    if (prior <= 0 || restOfFirst <= 0 || restOfSecond <= 0) return { ...word, z: 0 };
    const delta = Math.log(a / restOfFirst) - Math.log(b / restOfSecond);
    return { ...word, z: delta / Math.sqrt(1 / a + 1 / b) };
  });
}
