import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitClauses } from './clauses.ts';

const said = (text: string, language: string) =>
  splitClauses(text, language).map(({ start, end }) => text.slice(start, end));

describe('splitClauses', () => {
  it('cuts Chinese at commas and turns, and keeps pieces that say nothing with their neighbours', () => {
    expect(said('电池不错，但是充电太慢了😡。服务好', 'zh')).toEqual(['电池不错', '但是充电太慢了😡', '服务好']);
    expect(said('总之，屏幕很清晰', 'zh')).toEqual(['总之，屏幕很清晰']);
  });

  it('cuts English at sentences, turns and new statements, not inside lists', () => {
    expect(said('The food and service were great, but the wait was long. Never again!', 'en')).toEqual([
      'The food and service were great',
      'but the wait was long',
      'Never again',
    ]);
    expect(said('I liked the soup, salad and bread', 'en')).toHaveLength(1);
  });

  it('gives spans in order that never overlap and hold every letter', () => {
    const words = fc.constantFrom('好', '，', '。', 'but ', 'good ', ', and I ', '😀', '\n', 'a', ' ', '但是', '...');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.constantFrom('zh', 'en'), (parts, language) => {
        const text = parts.join('');
        let end = 0;
        let kept = '';
        for (const clause of splitClauses(text, language)) {
          expect(clause.start).toBeGreaterThanOrEqual(end);
          end = clause.end;
          kept += text.slice(clause.start, clause.end);
        }
        const letters = (from: string) => from.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(kept)).toBe(letters(text));
      }),
    );
  });
});
