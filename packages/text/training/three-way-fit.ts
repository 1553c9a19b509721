import type { ThreeWayModel } from '../src/multinomial.ts';

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
