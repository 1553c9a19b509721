import { describe, expect, it } from 'vitest';
import { learnDomain, type RatedText } from './domain-learning.ts';
import { shippedModels, textLogOdds } from './polarity.ts';
import { readPolarityModel, storePolarityModel } from './polarity-model.ts';

const base = shippedModels().zh;

/** A domain that calls good things "硬核" and bad ones "佛系", which no shipped lexicon knows. */
function reviews(count: number): RatedText[] {
  return Array.from({ length: count }, (_, i) =>
    i % 2 ? { text: `这盘口硬核第${i}期`, rating: 5 } : { text: `这盘口佛系第${i}期`, rating: 1 },
  );
}

describe('learnDomain', () => {
  it('learns what a domain means by its words, and keeps it', () => {
    const { model, kept, before, after } = learnDomain(base, reviews(200), { version: 'zh-shop-1' });
    expect(kept).toBe(true);
    expect(after?.accuracy).toBeGreaterThan(before?.accuracy ?? 1);
    expect(textLogOdds(model, '硬核')).toBeGreaterThan(textLogOdds(model, '佛系'));
    expect(model.version).toBe('zh-shop-1');
  });

  it('keeps the shipped weights where stars say nothing, and where there are too few', () => {
    const noise = reviews(200).map(({ text }, i) => ({ text, rating: (i * 7919) % 13 < 6 ? 1 : 5 }));
    expect(learnDomain(base, noise, { version: 'x' }).model).toBe(base);
    expect(learnDomain(base, reviews(20), { version: 'x' })).toMatchObject({ kept: false, before: null });
  });

  it('stores a model as text and reads the same one back', () => {
    const read = readPolarityModel(storePolarityModel(base));
    expect(textLogOdds(read, '非常满意')).toBeCloseTo(textLogOdds(base, '非常满意'), 4);
    expect(() => readPolarityModel({ ...storePolarityModel(base), grams: 'AAAA' })).toThrow(/weights/);
  });
});
