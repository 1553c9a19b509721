/**
 * Multinomial logistic weights of two outcomes against neither: a row of numbers each, and of hashed n-grams one signed
 * byte a bucket in steps of `step`.
 */
export type ThreeWayModel = { first: readonly number[]; second: readonly number[]; grams?: ThreeWayGrams };

export type ThreeWayGrams = { step: number; first: Int8Array; second: Int8Array };

/** A model as its file has it: the bytes of n-grams in base 64. */
export type StoredThreeWayModel = {
  first: readonly number[];
  second: readonly number[];
  grams: { step: number; first: string; second: string };
};

/** Chances that add up to one, and the log-odds of either outcome against neither. */
export type ThreeWay = { first: number; second: number; neither: number; odds: readonly [number, number] };

/** Buckets of hashed n-grams: one signed byte each and outcome makes 32 KB. */
export const THREE_WAY_BUCKETS = 1 << 14;

export function threeWay(
  { first, second, grams }: ThreeWayModel,
  numbers: readonly number[],
  hashes: readonly number[] = [],
): ThreeWay {
  const share = grams === undefined ? 0 : grams.step / Math.sqrt(hashes.length || 1);
  const odds = [
    dot(first, numbers) + (grams ? share * total(grams.first, hashes) : 0),
    dot(second, numbers) + (grams ? share * total(grams.second, hashes) : 0),
  ] as const;
  const [a, b] = [Math.exp(odds[0]), Math.exp(odds[1])];
  const all = 1 + a + b;
  return { first: a / all, second: b / all, neither: 1 / all, odds };
}

export function readThreeWayModel({ first, second, grams }: StoredThreeWayModel): ThreeWayModel {
  const bytes = (text: string) => {
    const buffer = Buffer.from(text, 'base64');
    if (buffer.length !== THREE_WAY_BUCKETS) throw new Error(`a three-way model has ${buffer.length} weights`);
    return new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  };
  return { first, second, grams: { step: grams.step, first: bytes(grams.first), second: bytes(grams.second) } };
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, weight, i) => sum + weight * (b[i] as number), 0);

function total(weights: Int8Array, hashes: readonly number[]): number {
  let sum = 0;
  for (const hash of hashes) sum += weights[hash & (THREE_WAY_BUCKETS - 1)] as number;
  return sum;
}
