/**
 * The area under the ROC curve: the chance that a positive scores above a negative, ties counting half, from weighted
 * ranks (Mann & Whitney 1947). Null where there are no positives or no negatives.
 */
export function areaUnderCurve(rows: readonly { score: number; positive: boolean; n?: number }[]): number | null {
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let negativesBelow = 0;
  let positives = 0;
  let wins = 0;
  for (let i = 0; i < sorted.length; ) {
    const tie = { positive: 0, negative: 0 };
    const score = sorted[i]?.score;
    // Two scores that are no number are a tie as well.
    for (; i < sorted.length && Object.is(sorted[i]?.score, score); i++) {
      tie[sorted[i]?.positive ? 'positive' : 'negative'] += sorted[i]?.n ?? 1;
    }
    wins += tie.positive * (negativesBelow + tie.negative / 2);
    positives += tie.positive;
    negativesBelow += tie.negative;
  }
  return positives === 0 || negativesBelow === 0 ? null : wins / positives / negativesBelow;
}
