import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATTERN_TEXT_LENGTH, safePattern } from './pattern.ts';

describe('patterns of survey authors', () => {
  it.each([
    '[A-Z]{2}\\d{4}',
    '\\d{6}',
    '1[3-9]\\d{9}',
    '[\\w.-]+@[\\w.]+',
    'a|b|cd',
    '\\+86 ?\\d{11}',
    '[^,]*',
    '一|二',
  ])('allow %s', (pattern) => {
    expect(safePattern(pattern)).toBeInstanceOf(RegExp);
  });

  it.each(['(a+)+', '(a|a)*b', 'a**', '(?=a)', '\\1', '[a', 'a{2', '.*.*.*.*x', '(?<n>a)', '[', '\\', '{3}', '\\p{L}'])(
    'refuse %s',
    (pattern) => {
      expect(safePattern(pattern)).toBeNull();
    },
  );

  it('match the whole text', () => {
    expect(safePattern('a|b')?.test('ab')).toBe(false);
    expect(safePattern('\\d{4}')?.test('12345')).toBe(false);
  });

  it('never take long, whatever the pattern and the text', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '[ab]',
      '\\w',
      'a*',
      '.+',
      '\\w*',
      '[ab]?',
      'a{0,9}',
      '|',
      '(',
      ')',
      '+',
      '*',
      '\\d{2}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('a', 'ab', 'a1 '), (pieces, unit) => {
        const pattern = safePattern(pieces.join(''));
        const text = `${unit.repeat(PATTERN_TEXT_LENGTH)}`.slice(0, PATTERN_TEXT_LENGTH - 1);
        // Of the processor, which a machine that is busy with something else does not lengthen.
        const from = process.cpuUsage();
        pattern?.test(`${text}!`);
        return process.cpuUsage(from).user < 250_000;
      }),
      { numRuns: 500 },
    );
  });
});
