import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupDuplicates } from './duplicates.ts';
import { minHash, similarity } from './min-hash.ts';

const signed = (texts: readonly string[]) => texts.map((text, i) => ({ id: String(i), signature: minHash(text) }));

describe('groupDuplicates', () => {
  it('counts a copied review once, and different reviews each', () => {
    const review = '手机收到了，外观漂亮，运行速度很快，拍照也清晰，非常满意';
    const groups = groupDuplicates(signed([review, '酒店很脏，前台态度恶劣，不会再来', `${review}！好评`, review]));
    expect(groups.map(({ group }) => group)).toEqual(['0', '1', '0', '0']);
    expect(groups[0]?.weight).toBeCloseTo(1 / 3);
    expect(groups[1]?.weight).toBe(1);
  });

  it('gives weights that add up to one a group, whatever the texts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('好', '很好很好', '物流快，包装好', 'good', ''), { maxLength: 30 }),
        (texts) => {
          const sums = new Map<string, number>();
          for (const { group, weight } of groupDuplicates(signed(texts)))
            sums.set(group, (sums.get(group) ?? 0) + weight);
          for (const sum of sums.values()) expect(sum).toBeCloseTo(1);
        },
      ),
    );
  });

  it('takes time in proportion to the number of texts', () => {
    const texts = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        id: String(i),
        signature: minHash(`review number ${i} of ${i * 7919}`),
      }));
    const [few, many] = [texts(2000), texts(20_000)];
    const milliseconds = (of: typeof few) => {
      const started = process.cpuUsage();
      groupDuplicates(of);
      return process.cpuUsage(started).user / 1000;
    };
    milliseconds(few);
    expect(milliseconds(many)).toBeLessThan(60 * Math.max(1, milliseconds(few)));
  });
});

describe('minHash', () => {
  it('estimates how much two texts have in common', () => {
    const text = 'the battery lasts two days and the screen is bright';
    expect(similarity(minHash(text), minHash(text))).toBe(1);
    expect(similarity(minHash(text), minHash(`${text} indeed`))).toBeGreaterThan(0.6);
    expect(similarity(minHash(text), minHash('酒店的早餐很丰富，服务也好'))).toBeLessThan(0.1);
  });
});
