import { randomFrom } from '../src/fit.ts';
import { type StoredThreeWayModel, THREE_WAY_BUCKETS, type ThreeWayModel } from '../src/multinomial.ts';

/** The numbers of an example, and its outcome: 0 the first, 1 the second, 2 neither. */
export type ThreeWayExample = { numbers: readonly number[]; outcome: 0 | 1 | 2; weight: number };

const PASSES = 800;

/** Multinomial logistic regression with a ridge, by RMSProp over all examples at once: there are a few thousand. */
export function fitThreeWay(examples: readonly ThreeWayExample[], decay: number): ThreeWayModel {
  const size = examples[0]?.numbers.length ?? 0;
  const zeros = () => new Array<number>(size).fill(0);
  const weights = [zeros(), zeros()] as const;
  const squares = [zeros(), zeros()] as const;
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let pass = 0; pass < PASSES; pass++) {
    const gradients = [zeros(), zeros()] as const;
    for (const { numbers, outcome, weight } of examples) {
      const powers = weights.map((row) => Math.exp(row.reduce((sum, w, i) => sum + w * (numbers[i] as number), 0)));
      const all = 1 + (powers[0] as number) + (powers[1] as number);
      for (const one of [0, 1] as const) {
        const error = (weight / total) * ((powers[one] as number) / all - (outcome === one ? 1 : 0));
        for (let i = 0; i < size; i++)
          gradients[one][i] = (gradients[one][i] as number) + error * (numbers[i] as number);
      }
    }
    const rate = 0.05 / (1 + pass / 200);
    for (const one of [0, 1] as const) {
      for (let i = 0; i < size; i++) {
        const weight = weights[one][i] as number;
        const gradient = (gradients[one][i] as number) + (i === 0 ? 0 : decay * weight);
        const square = 0.9 * (squares[one][i] as number) + 0.1 * gradient * gradient;
        squares[one][i] = square;
        weights[one][i] = weight - (rate * gradient) / Math.sqrt(square + 1e-10);
      }
    }
  }
  const rounded = (row: readonly number[]) => row.map((weight) => Number(weight.toFixed(3)));
  return { first: rounded(weights[0]), second: rounded(weights[1]) };
}

/** An example with the hashes of its n-grams. */
export type GramExample = ThreeWayExample & { grams: readonly number[] };

const EPOCHS = 30;
const RATE = 0.1;
/** Pull of each weight to zero, per visit. */
const NUMBER_DECAY = 0.001;
const GRAM_DECAY = 0.006;

type Rows = readonly [Float64Array, Float64Array];

/** The same with hashed n-grams beside the numbers, by AdaGrad, averaged over the last half of the epochs. */
export function fitThreeWayGrams(examples: readonly GramExample[]): StoredThreeWayModel {
  const size = examples[0]?.numbers.length ?? 0;
  const rows = (length: number, value = 0): Rows => [
    new Float64Array(length).fill(value),
    new Float64Array(length).fill(value),
  ];
  const [numbers, grams] = [rows(size), rows(THREE_WAY_BUCKETS)];
  const [numberSquares, gramSquares] = [rows(size, 1e-4), rows(THREE_WAY_BUCKETS, 1e-4)];
  const [numberSums, gramSums] = [rows(size), rows(THREE_WAY_BUCKETS)];
  const random = randomFrom(7);
  const order = examples.map((_, i) => i);
  let averaged = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index] as GramExample;
      const buckets = example.grams.map((gram) => gram & (THREE_WAY_BUCKETS - 1));
      const value = 1 / Math.sqrt(buckets.length || 1);
      const powers = ([0, 1] as const).map((one) => {
        const sum = example.numbers.reduce((total, x, i) => total + x * (numbers[one][i] as number), 0);
        return Math.exp(buckets.reduce((total, bucket) => total + value * (grams[one][bucket] as number), sum));
      });
      const all = 1 + (powers[0] as number) + (powers[1] as number);
      for (const one of [0, 1] as const) {
        const error = example.weight * ((powers[one] as number) / all - (example.outcome === one ? 1 : 0));
        for (const [i, x] of example.numbers.entries()) {
          const decay = i === 0 ? 0 : NUMBER_DECAY * (numbers[one][i] as number);
          descend(numbers[one], numberSquares[one], i, error * x + decay);
        }
        for (const bucket of buckets) {
          const decay = GRAM_DECAY * (grams[one][bucket] as number);
          descend(grams[one], gramSquares[one], bucket, error * value + decay);
        }
      }
    }
    if (epoch < EPOCHS / 2) continue;
    averaged++;
    for (const one of [0, 1] as const) {
      for (let i = 0; i < size; i++) numberSums[one][i] = (numberSums[one][i] as number) + (numbers[one][i] as number);
      for (let i = 0; i < THREE_WAY_BUCKETS; i++)
        gramSums[one][i] = (gramSums[one][i] as number) + (grams[one][i] as number);
    }
  }
  const rounded = (row: Float64Array) => [...row].map((sum) => Number((sum / averaged).toFixed(3)));
  const largest = Math.max(...gramSums.flatMap((row) => [...row]).map(Math.abs)) / averaged;
  const step = Number((largest / 127).toPrecision(6));
  const bytes = (row: Float64Array) =>
    Buffer.from(Int8Array.from(row, (sum) => Math.round(sum / averaged / step)).buffer).toString('base64');
  return {
    first: rounded(numberSums[0]),
    second: rounded(numberSums[1]),
    grams: { step, first: bytes(gramSums[0]), second: bytes(gramSums[1]) },
  };
}

function descend(weights: Float64Array, squares: Float64Array, at: number, gradient: number) {
  squares[at] = (squares[at] as number) + gradient * gradient;
  weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(squares[at] as number);
}

function shuffle(order: number[], random: () => number) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
