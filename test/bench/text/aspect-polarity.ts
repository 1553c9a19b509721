import { aspectJudge } from '@soundings/text/aspect-polarity';
import { sentencesOf, splitClauses } from '@soundings/text/clauses';
import { shippedModels } from '@soundings/text/polarity';
import { readJsonLines } from '@soundings/text/training/sets';
import type { Row } from '../figures.ts';
import { confusion } from './scores.ts';

type Line = { text: string; aspects: { aspect: string; start: number; polarity: string }[] };

const SIDES = ['positive', 'neutral', 'negative'];

const SETS = {
  'laptop.polarity': 'aspects/en/laptop14.train.jsonl.gz',
  'restaurant.polarity': 'aspects/en/restaurant14.train.jsonl.gz',
};

/** Three classes on gold terms of SemEval-14's training files, which nothing was trained on; "conflict" is left out. */
export function aspectPolarity(): { figures: Record<string, number>; rows: Row[] } {
  const model = shippedModels().en;
  const figures: Record<string, number> = {};
  const rows: Row[] = [];
  for (const [key, file] of Object.entries(SETS)) {
    const pairs = readJsonLines<Line>(file).flatMap(({ text, aspects }) => {
      const clauses = splitClauses(text, 'en');
      const sentences = sentencesOf(clauses);
      return aspects
        .filter(({ polarity }) => SIDES.includes(polarity))
        .map(({ aspect, start, polarity }) => {
          const end = start + aspect.length;
          const clause = clauses.find((one) => one.start <= start && one.end >= end);
          const sentence = sentences[clause?.sentence ?? -1] ?? { start: 0, end: text.length };
          const judge = aspectJudge(text.slice(sentence.start, sentence.end).toLowerCase(), model);
          return [polarity, judge({ start: start - sentence.start, end: end - sentence.start }).polarity] as const;
        });
    });
    figures[key] = pairs.filter(([is, called]) => is === called).length / pairs.length;
    rows.push([key, ''], ...confusion<string>(pairs, SIDES));
  }
  return { figures, rows };
}
