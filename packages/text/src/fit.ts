import { BUCKETS, bucketOf, DENSE, type Features } from './features.ts';

/** An example to learn from. `offset` is a log-odds that the weights are learnt on top of. */
export type Example = { features: Features; label: 0 | 1; weight: number; offset?: number };

/** Log-odds of "positive" as a sum of weights. */
export type Weights = { bias: number; dense: Float64Array; grams: Float64Array };

export type FitOptions = {
  epochs: number;
  rate: number;
  /** Pull of each weight towards `start` (zero without one), per visit. */
  gramDecay: number;
  denseDecay: number;
  /** Share of visits in which the n-grams are left out, so that the opinions learn to stand alone. */
  gramDropout: number;
  seed: number;
  start?: Weights;
  useGrams?: boolean;
};

export const zeroWeights = (): Weights => ({
  bias: 0,
  dense: new Float64Array(DENSE),
  grams: new Float64Array(BUCKETS),
});

export function logOdds(
  { bias, dense, grams }: Weights,
  { grams: hashes, dense: numbers }: Features,
  gramShare = 1,
): number {
  let sum = bias;
  for (let i = 0; i < numbers.length; i++) sum += (dense[i] as number) * (numbers[i] as number);
  let gramSum = 0;
  for (const gram of hashes) gramSum += grams[bucketOf(gram)] as number;
  return sum + (gramShare * gramSum) / Math.sqrt(hashes.length || 1);
}

/** Logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), averaged over the last half of the epochs. */
export function fit(examples: readonly Example[], options: FitOptions): Weights {
  const { epochs, rate, gramDecay, denseDecay, gramDropout, seed, start, useGrams = true } = options;
  const origin = start ?? zeroWeights();
  const weights: Weights = { bias: origin.bias, dense: origin.dense.slice(), grams: origin.grams.slice() };
  const denseSquares = new Float64Array(DENSE).fill(1e-6);
  const gramSquares = new Float64Array(BUCKETS).fill(1e-6);
  let biasSquares = 1e-6;
  const random = randomFrom(seed);
  const order = examples.map((_, index) => index);
  const sum = zeroWeights();
  let averaged = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const { features, label, weight, offset = 0 } = examples[index] as Example;
      const withGrams = useGrams && random() >= gramDropout;
      const odds = offset + logOdds(weights, features, withGrams ? 1 : 0);
      const error = weight * (1 / (1 + Math.exp(-odds)) - label);
      biasSquares += error * error;
      weights.bias -= (rate * error) / Math.sqrt(biasSquares);
      for (let i = 0; i < DENSE; i++) {
        const gradient =
          error * (features.dense[i] as number) +
          denseDecay * ((weights.dense[i] as number) - (origin.dense[i] as number));
        denseSquares[i] = (denseSquares[i] as number) + gradient * gradient;
        weights.dense[i] = (weights.dense[i] as number) - (rate * gradient) / Math.sqrt(denseSquares[i] as number);
      }
      if (!withGrams) continue;
      const value = 1 / Math.sqrt(features.grams.length || 1);
      for (const gram of features.grams) {
        const bucket = bucketOf(gram);
        const gradient =
          error * value + gramDecay * ((weights.grams[bucket] as number) - (origin.grams[bucket] as number));
        gramSquares[bucket] = (gramSquares[bucket] as number) + gradient * gradient;
        weights.grams[bucket] =
          (weights.grams[bucket] as number) - (rate * gradient) / Math.sqrt(gramSquares[bucket] as number);
      }
    }
    if (epoch >= Math.floor(epochs / 2)) {
      averaged++;
      sum.bias += weights.bias;
      for (let i = 0; i < DENSE; i++) sum.dense[i] = (sum.dense[i] as number) + (weights.dense[i] as number);
      for (let i = 0; i < BUCKETS; i++) sum.grams[i] = (sum.grams[i] as number) + (weights.grams[i] as number);
    }
  }
  return {
    bias: sum.bias / averaged,
    dense: sum.dense.map((value) => value / averaged),
    grams: sum.grams.map((value) => value / averaged),
  };
}

/** The mean of several fits: steadier than any of them. */
export function meanWeights(fits: readonly Weights[]): Weights {
  const mean = zeroWeights();
  for (const { bias, dense, grams } of fits) {
    mean.bias += bias / fits.length;
    for (let i = 0; i < DENSE; i++) mean.dense[i] = (mean.dense[i] as number) + (dense[i] as number) / fits.length;
    for (let i = 0; i < BUCKETS; i++) mean.grams[i] = (mean.grams[i] as number) + (grams[i] as number) / fits.length;
  }
  return mean;
}

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(order: number[], random: () => number) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}

/**
 * The examples without n-grams that fewer than `least` of them have: a rare n-gram teaches nothing, and what it would
 * learn falls on others that share its bucket.
 */
export function withoutRareGrams(examples: readonly Example[], least: number): Example[] {
  const frequency = new Map<number, number>();
  for (const { features } of examples)
    for (const gram of features.grams) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  return examples.map((example) => ({
    ...example,
    features: {
      ...example.features,
      grams: example.features.grams.filter((gram) => (frequency.get(gram) ?? 0) >= least),
    },
  }));
}
