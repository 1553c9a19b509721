import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phrasesOf, spansOf } from './wanted-words.ts';

/** What of a text is found, in brackets; null where it is not. */
function found(text: string, wanted: string): string | null {
  const spans = spansOf(text, phrasesOf(wanted));
  return (
    spans?.reduceRight(
      (marked, { start, end }) => `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`,
      text,
    ) ?? null
  );
}

test.each([
  ['The delivery was late.', 'deliver', 'The [delivery] was late.'],
  ['The delivery was late.', 'LATE delivery', 'The [delivery] was [late].'],
  ['The delivery was late.', '"was late"', 'The delivery [was late].'],
  ['The delivery was late.', '"deliver"', null],
  ['The delivery was late.', 'late early', null],
  ['undeliverable', 'deliver', null],
  ['物流太慢了', '物流', '[物流]太慢了'],
  ['物流太慢了', '太慢', '物流[太慢]了'],
  ['物流太慢了', '慢', '物流太[慢]了'],
  ['物流太慢了', '了', '物流太慢[了]'],
  ['物流太慢了', '物慢', null],
  ['物流太慢了', '物流 慢', '[物流]太[慢]了'],
  ['新的iPhone屏幕很好', 'iphone屏幕', '新的[iPhone屏幕]很好'],
  ['新的iPhone屏幕很好', '的iphone', '新[的iPhone]屏幕很好'],
  ['Ｃａｆé and cafe', 'café', '[Ｃａｆé] and [cafe]'],
  ['Don’t buy', 'don’t', '[Don’t] buy'],
  ['a.b*c(d', '.*', 'a.b*c(d'],
  ['𠮷野家很好吃', '𠮷野', '[𠮷野]家很好吃'],
  ['배송이 느려요', '배송', '[배송]이 느려요'],
])('in “%s” “%s” finds %s', (text, wanted, expected) => {
  expect(found(text, wanted)).toBe(expected);
});

test('any part of a Chinese text is found in it, and whatever is looked for, its spans lie in the text in order', () => {
  const chinese = fc
    .array(fc.constantFrom(...'物流很慢包装坏了'), { minLength: 1, maxLength: 12 })
    .map((each) => each.join(''));
  fc.assert(
    fc.property(chinese, fc.nat(), fc.nat(), (text, a, b) => {
      const [start = 0, end = 0] = [a % text.length, b % text.length].sort((x, y) => x - y);
      expect(spansOf(text, phrasesOf(text.slice(start, end + 1)))).toBeDefined();
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, wanted) => {
      let at = 0;
      for (const { start, end } of spansOf(text, phrasesOf(wanted)) ?? []) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(text.length);
    }),
  );
});
