import * as z from 'zod';
import { BUCKETS, bucketOf, DENSE, type Features } from './features.ts';
import type { Weights } from './fit.ts';

/**
 * A linear model of polarity: log-odds of "positive". One signed byte a bucket of n-grams, in steps of `step`; the few
 * numbers about opinions keep their weights whole.
 */
export type PolarityModel = {
  version: string;
  language: 'zh' | 'en';
  bias: number;
  dense: readonly number[];
  step: number;
  grams: Int8Array;
};

/** A model as its file has it: the bytes of `grams` in base 64. */
export const StoredPolarityModel = z.object({
  version: z.string(),
  language: z.string(),
  bias: z.number(),
  dense: z.array(z.number()),
  step: z.number(),
  grams: z.base64(),
});
export type StoredPolarityModel = z.infer<typeof StoredPolarityModel>;

export function readPolarityModel(stored: StoredPolarityModel): PolarityModel {
  const bytes = Buffer.from(stored.grams, 'base64');
  if (bytes.length !== BUCKETS || stored.dense.length !== DENSE) {
    throw new Error(`polarity model ${stored.version} has ${bytes.length} weights, not ${BUCKETS}`);
  }
  const language = stored.language === 'zh' ? 'zh' : 'en';
  return { ...stored, language, grams: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
}

export function storePolarityModel(model: PolarityModel): StoredPolarityModel {
  const bytes = Buffer.from(model.grams.buffer, model.grams.byteOffset, model.grams.length);
  return { ...model, dense: model.dense.map(rounded), bias: rounded(model.bias), grams: bytes.toString('base64') };
}

/** Weights as one signed byte each; the largest thousandth is cut off rather than making all steps coarse. */
export function quantised(
  weights: Weights,
  { version, language }: Pick<PolarityModel, 'version' | 'language'>,
): PolarityModel {
  const sizes = weights.grams
    .filter((value) => value !== 0)
    .map(Math.abs)
    .sort();
  const step = (sizes[Math.floor(sizes.length * 0.999)] ?? 1) / 127;
  const grams = Int8Array.from(weights.grams, (value) => Math.max(-127, Math.min(127, Math.round(value / step))));
  return { version, language, bias: weights.bias, dense: [...weights.dense], step, grams };
}

/** The weights that a model stands for, to learn on from. */
export function weightsOf({ bias, dense, step, grams }: PolarityModel): Weights {
  return { bias, dense: Float64Array.from(dense), grams: Float64Array.from(grams, (value) => value * step) };
}

/** The log-odds that a text of these features is positive. */
export function logOddsOf({ bias, dense, step, grams }: PolarityModel, features: Features): number {
  let sum = bias;
  for (let i = 0; i < DENSE; i++) sum += (dense[i] as number) * (features.dense[i] as number);
  let gramSum = 0;
  for (const gram of features.grams) gramSum += grams[bucketOf(gram)] as number;
  return sum + (step * gramSum) / Math.sqrt(features.grams.length || 1);
}

const rounded = (value: number) => Number(value.toPrecision(6));
