import { featuresOf } from './features.ts';
import { type Example, fit, meanWeights, type Weights } from './fit.ts';
import { normalForm } from './normal-form.ts';
import { withoutOwnerReply } from './owner-reply.ts';
import { logOddsOf, type PolarityModel, quantised, weightsOf } from './polarity-model.ts';

/** One of the team's own reviews with its stars, 1 to 5. */
export type RatedText = { text: string; rating: number };

/** What weights are worth on reviews that they had not seen: the mean of both classes' accuracies, and log loss. */
export type Worth = { accuracy: number; logLoss: number };

/** What came of learning from stars. `z` is the fall of the log loss in standard errors. */
export type DomainLearning = {
  model: PolarityModel;
  kept: boolean;
  reviews: number;
  before: Worth | null;
  after: Worth | null;
  z: number | null;
};

export type DomainLearningOptions = { version: string; least?: number; folds?: number; leastZ?: number };

const FIT = { epochs: 6, rate: 0.2, gramDecay: 2e-5, denseDecay: 1e-4, gramDropout: 0.2 };
const SEEDS = [1, 2, 3];

/**
 * Refits a model's weights from rated reviews of one language and domain, beginning at the model's own. One or two
 * stars are negative, four or five positive, three teach nothing. Every review is judged once by weights that had not
 * seen it (cross-validation); the new weights are kept only where that lowers the log loss by `leastZ` standard errors
 * of the paired differences and the accuracy does not fall. Fewer than `least` reviews of either class: not kept.
 */
export function learnDomain(
  base: PolarityModel,
  rated: readonly RatedText[],
  { version, least = 30, folds = 5, leastZ = 1.645 }: DomainLearningOptions,
): DomainLearning {
  const examples = rated.filter(({ rating }) => rating <= 2 || rating >= 4).map((review) => exampleOf(base, review));
  const reviews = examples.length;
  if (Math.min(count(examples, 0), count(examples, 1)) < least) {
    return { model: base, kept: false, reviews, before: null, after: null, z: null };
  }
  const oldOdds = examples.map(({ features }) => logOddsOf(base, features));
  const newOdds = unseenOdds(base, examples, folds);
  const [before, after] = [worth(examples, oldOdds), worth(examples, newOdds)];
  const z = fallInErrors(examples, oldOdds, newOdds);
  const kept = z >= leastZ && after.accuracy >= before.accuracy;
  const model = kept ? quantised(refit(base, examples), { version, language: base.language }) : base;
  return { model, kept, reviews, before, after, z };
}

function exampleOf(base: PolarityModel, { text, rating }: RatedText): Example {
  const features = featuresOf(normalForm(withoutOwnerReply(text)).text, base.language);
  return { features, label: rating >= 4 ? 1 : 0, weight: 1 };
}

function refit(base: PolarityModel, examples: readonly Example[]): Weights {
  const start = weightsOf(base);
  return meanWeights(SEEDS.map((seed) => fit(examples, { ...FIT, seed, start })));
}

function unseenOdds(base: PolarityModel, examples: readonly Example[], folds: number): number[] {
  const odds: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = refit(
      base,
      examples.filter((_, i) => i % folds !== fold),
    );
    const model = quantised(weights, base);
    for (let i = fold; i < examples.length; i += folds) odds[i] = logOddsOf(model, (examples[i] as Example).features);
  }
  return odds;
}

const count = (examples: readonly Example[], label: 0 | 1) =>
  examples.filter((example) => example.label === label).length;

/** −log of the chance that the odds give to the label. */
const loss = (odds: number, label: 0 | 1) => Math.log1p(Math.exp(label === 1 ? -odds : odds));

function worth(examples: readonly Example[], odds: readonly number[]): Worth {
  const right = [0, 0];
  let logLoss = 0;
  for (const [i, { label }] of examples.entries()) {
    const value = odds[i] as number;
    if (value > 0 === (label === 1)) right[label] = (right[label] as number) + 1;
    logLoss += loss(value, label) / examples.length;
  }
  const accuracy = ((right[0] as number) / count(examples, 0) + (right[1] as number) / count(examples, 1)) / 2;
  return { accuracy, logLoss };
}

function fallInErrors(examples: readonly Example[], before: readonly number[], after: readonly number[]): number {
  const falls = examples.map(({ label }, i) => loss(before[i] as number, label) - loss(after[i] as number, label));
  const mean = falls.reduce((sum, fall) => sum + fall, 0) / falls.length;
  const variance = falls.reduce((sum, fall) => sum + (fall - mean) ** 2, 0) / (falls.length - 1);
  return mean / Math.sqrt(variance / falls.length);
}
