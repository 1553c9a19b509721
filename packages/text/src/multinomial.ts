/** Multinomial logistic weights of two outcomes against neither: a row of numbers each. */
export type ThreeWayModel = { first: readonly number[]; second: readonly number[] };

/** Chances that add up to one, and the log-odds of either outcome against neither. */
export type ThreeWay = { first: number; second: number; neither: number; odds: readonly [number, number] };

export function threeWay({ first, second }: ThreeWayModel, numbers: readonly number[]): ThreeWay {
  const odds = [dot(first, numbers), dot(second, numbers)] as const;
  const [a, b] = [Math.exp(odds[0]), Math.exp(odds[1])];
  const total = 1 + a + b;
  return { first: a / total, second: b / total, neither: 1 / total, odds };
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, weight, i) => sum + weight * (b[i] as number), 0);
