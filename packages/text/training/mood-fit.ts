import { MOOD_NUMBERS, type MoodModel } from '../src/mood.ts';

/** The numbers of a clause, and its mood: 0 praise, 1 complaint, 2 neither. */
export type MoodExample = { numbers: readonly number[]; mood: 0 | 1 | 2; weight: number };

const PASSES = 1500;
const DECAY = 0.003;

/** Multinomial logistic regression with a ridge, by RMSProp over all examples at once: a few hundred of them. */
export function fitMood(examples: readonly MoodExample[]): MoodModel {
  const weights = [zeros(), zeros()] as const;
  const squares = [zeros(), zeros()] as const;
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let pass = 0; pass < PASSES; pass++) {
    const gradients = [zeros(), zeros()] as const;
    for (const { numbers, mood, weight } of examples) {
      const powers = weights.map((row) => Math.exp(row.reduce((sum, w, i) => sum + w * (numbers[i] as number), 0)));
      const all = 1 + (powers[0] as number) + (powers[1] as number);
      for (const one of [0, 1] as const) {
        const error = (weight / total) * ((powers[one] as number) / all - (mood === one ? 1 : 0));
        for (let i = 0; i < MOOD_NUMBERS; i++)
          gradients[one][i] = (gradients[one][i] as number) + error * (numbers[i] as number);
      }
    }
    const rate = 0.05 / (1 + pass / 300);
    for (const one of [0, 1] as const) {
      for (let i = 0; i < MOOD_NUMBERS; i++) {
        const weight = weights[one][i] as number;
        const gradient = (gradients[one][i] as number) + (i === 0 ? 0 : DECAY * weight);
        const square = 0.9 * (squares[one][i] as number) + 0.1 * gradient * gradient;
        squares[one][i] = square;
        weights[one][i] = weight - (rate * gradient) / Math.sqrt(square + 1e-10);
      }
    }
  }
  const [praise, complaint] = weights.map((row) => row.map((weight) => Number(weight.toFixed(3)))) as [
    number[],
    number[],
  ];
  return { praise, complaint };
}

const zeros = () => new Array<number>(MOOD_NUMBERS).fill(0);
