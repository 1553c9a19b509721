import type { KanoCategory, KanoFeature } from '@soundings/contracts/survey-summary';

const CATEGORY: Record<string, KanoCategory> = {
  A: 'attractive',
  O: 'performance',
  M: 'must-be',
  I: 'indifferent',
  R: 'reverse',
  Q: 'questionable',
};

// Rows: with the feature; columns: without it; both like, must-be, neutral, live with, dislike.
const TABLE = ['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ'];

// Ties go to what hurts most when it is missing (Berger et al. 1993).
const PRECEDENCE: KanoCategory[] = ['must-be', 'performance', 'attractive', 'indifferent', 'reverse', 'questionable'];

/**
 * A feature's Kano category from pairs of answers, each the index 0–4 of like, must-be, neutral, live with, dislike:
 * with the feature, and without it. Evaluation table of Kano et al. (1984); better = (A+O)/(A+O+M+I) and
 * worse = −(O+M)/(A+O+M+I) of Berger et al. (Center for Quality of Management Journal 2(4), 1993); `clear` is Fong's
 * test in the same tradition (1996): |a−b| ≥ 1.65·√((a+b)(2n−a−b)/2n) for the two most frequent categories.
 */
export function kanoFeature(
  pairs: readonly (readonly [withIt: number, withoutIt: number])[],
): Omit<KanoFeature, 'feature' | 'label'> {
  const counts = Object.fromEntries(PRECEDENCE.map((category) => [category, 0])) as Record<KanoCategory, number>;
  for (const [withIt, withoutIt] of pairs) {
    const category = CATEGORY[TABLE[withIt]?.[withoutIt] ?? ''];
    if (category) counts[category]++;
  }
  const n = pairs.length;
  const [first, second] = [...PRECEDENCE].sort((a, b) => counts[b] - counts[a]);
  const a = first ? counts[first] : 0;
  const b = second ? counts[second] : 0;
  const usable = counts.attractive + counts.performance + counts['must-be'] + counts.indifferent;
  return {
    respondents: n,
    counts,
    category: n === 0 || !first ? null : first,
    clear: n > 0 && a - b >= 1.65 * Math.sqrt(((a + b) * (2 * n - a - b)) / (2 * n)),
    better: usable === 0 ? null : (counts.attractive + counts.performance) / usable,
    worse: usable === 0 ? null : -(counts.performance + counts['must-be']) / usable,
  };
}
