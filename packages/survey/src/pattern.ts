/** The longest text that a pattern is tried on. */
export const PATTERN_TEXT_LENGTH = 200;

const CLASS = String.raw`\[\^?(?:\\[\]\\^\-dDwWsS.]|[^\]\\[])+\]`;
const ATOM = String.raw`(?:${CLASS}|\\[dDwWsS.\\+*?()[\]{}|^$/-]|[^\\+*?()[\]{}|^$])`;
const COUNT = String.raw`(?:\{(\d{1,3})(,\d{0,3})?\}|[+*?])`;
const PIECE = new RegExp(`${ATOM}(${COUNT})?`, 'uy');

/**
 * The regular expression of a survey author's pattern for a whole text, or null if it is not in the safe subset:
 * alternatives (`a|b`) of characters, escapes and classes with counts; no groups, look-around or back-references, and
 * at most three counts that vary in each alternative. Its worst case is then cubic in 200 characters at most, where a
 * nested count such as `(a+)+$` is exponential.
 */
export function safePattern(pattern: string): RegExp | null {
  let varying = 0;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < pattern.length) {
    const at = PIECE.lastIndex;
    if (pattern[at] === '|') {
      varying = 0;
      PIECE.lastIndex = at + 1;
      continue;
    }
    const piece = PIECE.exec(pattern);
    if (!piece) return null;
    const count = piece[1];
    if (count && !/^\{\d+\}$/.test(count) && ++varying > 3) return null;
  }
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return null;
  }
}
