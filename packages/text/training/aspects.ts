import { englishCandidates, isLikely, singular } from '../src/aspect-en.ts';
import { aspectNumbers } from '../src/aspect-polarity.ts';
import type { ThreeWayModel } from '../src/multinomial.ts';
import type { PolarityModel } from '../src/polarity-model.ts';
import { termRates } from '../src/term-rates.ts';
import { HU_LIU, huLiu, type Labelled } from './sets.ts';
import { fitThreeWay, type ThreeWayExample } from './three-way-fit.ts';

/** Terms said fewer times in lists of pros and cons teach nothing. */
const LEAST_COUNT = 2;
const PASSES = 300;
const DECAY = 0.0005;

/** How often each term stands in a segment of a list of pros or cons ("good picture quality, heavy"). */
export function gazetteerOf(lists: readonly Labelled[]): Record<string, number> {
  const candidatesIn = englishCandidates({});
  const counts = new Map<string, number>();
  for (const { text } of lists) {
    for (const segment of text.toLowerCase().split(/[,;.]|\band\b/)) {
      for (const { term } of candidatesIn(segment.trim())) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return Object.fromEntries(
    [...counts].filter(([, count]) => count >= LEAST_COUNT).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Weights of a candidate's numbers: is it one of the features that Hu and Liu marked in its sentence? */
export function aspectWeights(gazetteer: Readonly<Record<string, number>>): number[] {
  const candidatesIn = englishCandidates(gazetteer);
  const examples: { numbers: readonly number[]; isFeature: boolean }[] = [];
  for (const product of HU_LIU) {
    const sentences = huLiu().filter((sentence) => sentence.product === product);
    const rates = termRates(sentences.map(({ text }) => candidatesIn(text.toLowerCase())));
    for (const { text, features } of sentences) {
      const marked = new Set(
        features.filter(({ flags }) => !flags.includes('p')).map(({ feature }) => singular(feature.toLowerCase())),
      );
      for (const { term, numbers } of candidatesIn(text.toLowerCase(), rates))
        examples.push({ numbers, isFeature: marked.has(term) });
    }
  }
  return logistic(examples);
}

/** An aspect of a sentence that judges nothing teaches little: Hu and Liu did not mark those that are neutral. */
const NEUTRAL_WEIGHT = 0.05;
const POLARITY_DECAY = 0.002;

/** Good, bad or neither of a feature, from the strengths that Hu and Liu marked. */
export function aspectPolarityModel(
  { weights, gazetteer }: { weights: readonly number[]; gazetteer: Readonly<Record<string, number>> },
  polarity: PolarityModel,
): ThreeWayModel {
  const candidatesIn = englishCandidates(gazetteer);
  const examples = huLiu().flatMap(({ text, features }) => {
    const sentence = text.toLowerCase();
    const strengths = new Map(features.map(({ feature, strength }) => [singular(feature.toLowerCase()), strength]));
    const numbersOf = aspectNumbers(sentence, polarity);
    return candidatesIn(sentence).flatMap((candidate): ThreeWayExample[] => {
      const strength = strengths.get(candidate.term);
      const numbers = numbersOf(candidate);
      if (strength !== undefined) return [{ numbers, outcome: strength > 0 ? 0 : 1, weight: 1 }];
      if (strengths.size > 0 || !isLikely(candidate, weights)) return [];
      return [{ numbers, outcome: 2, weight: NEUTRAL_WEIGHT }];
    });
  });
  return fitThreeWay(examples, POLARITY_DECAY);
}

function logistic(examples: readonly { numbers: readonly number[]; isFeature: boolean }[]): number[] {
  const size = examples[0]?.numbers.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  const squares = new Array<number>(size).fill(1e-8);
  for (let pass = 0; pass < PASSES; pass++) {
    const gradient = new Array<number>(size).fill(0);
    for (const { numbers, isFeature } of examples) {
      const odds = numbers.reduce((sum, number, i) => sum + number * (weights[i] as number), 0);
      const error = 1 / (1 + Math.exp(-odds)) - (isFeature ? 1 : 0);
      for (let i = 0; i < size; i++)
        gradient[i] = (gradient[i] as number) + (error * (numbers[i] as number)) / examples.length;
    }
    for (let i = 0; i < size; i++) {
      const step = (gradient[i] as number) + (i === 0 ? 0 : DECAY * (weights[i] as number));
      squares[i] = 0.9 * (squares[i] as number) + 0.1 * step * step;
      weights[i] =
        (weights[i] as number) - ((0.1 / (1 + pass / 60)) * step) / Math.sqrt((squares[i] as number) + 1e-10);
    }
  }
  return weights.map((weight) => Number(weight.toFixed(3)));
}
