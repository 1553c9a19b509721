import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalForm } from './normal-form.ts';

describe('normalForm', () => {
  it('makes full-width forms, ligatures and composed accents one, and knows where each came from', () => {
    const text = '👍🏽ＯＫ！ﬁne cafe\u0301';
    const normal = normalForm(text);
    expect(normal.text).toBe('👍🏽ok!fine café');
    const at = normal.text.indexOf('fine');
    expect(text.slice(normal.start(at), normal.end(at + 4))).toBe('ﬁne');
    const accented = normal.text.indexOf('é');
    expect(text.slice(normal.start(accented), normal.end(accented + 1))).toBe('e\u0301');
  });

  it('gives offsets that rise and stay within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const normal = normalForm(text);
        let last = 0;
        for (let i = 0; i <= normal.text.length; i++) {
          expect(normal.start(i)).toBeGreaterThanOrEqual(last);
          expect(normal.end(i)).toBeLessThanOrEqual(text.length);
          last = normal.start(i);
        }
      }),
    );
  });
});
