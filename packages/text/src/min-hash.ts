/** Values in a signature: a similarity is told to about ±0.06 (Broder 1997: the error is at most 1/(2√k)). */
const SIZE = 64;
/** Hexadecimal digits a value: 16 bits are enough to tell two minima apart (Li and König 2010, b-bit minwise hashing). */
export const VALUE_DIGITS = 4;

const SHINGLE = 3;
const MIX = Uint32Array.from({ length: SIZE }, (_, i) => scramble(i * 0x9e3779b1 + 0x85ebca6b) | 1);

/**
 * The MinHash signature (Broder 1997) of a text in normal form, over character 3-grams of its letters and digits, as
 * 4 hexadecimal digits a value. Equal texts have equal signatures; the share of equal values estimates the Jaccard
 * similarity of the texts' 3-gram sets. A text without letters gives the signature of the text itself.
 */
export function minHash(normal: string): string {
  const letters = normal.replace(/[^\p{L}\p{N}]+/gu, '') || normal;
  const least = new Uint32Array(SIZE).fill(0xffffffff);
  const count = Math.max(1, letters.length - SHINGLE + 1);
  for (let i = 0; i < count; i++) {
    const hash = shingleHash(letters, i);
    for (let k = 0; k < SIZE; k++) {
      const value = scramble(Math.imul(hash ^ (MIX[k] as number), 0x9e3779b1));
      if (value < (least[k] as number)) least[k] = value;
    }
  }
  return Array.from(least, (value) => (value & 0xffff).toString(16).padStart(VALUE_DIGITS, '0')).join('');
}

/** The share of equal values of two signatures, 0 to 1. */
export function similarity(a: string, b: string): number {
  let equal = 0;
  for (let i = 0; i < a.length; i += VALUE_DIGITS) {
    if (a.slice(i, i + VALUE_DIGITS) === b.slice(i, i + VALUE_DIGITS)) equal++;
  }
  return equal / (a.length / VALUE_DIGITS);
}

function shingleHash(text: string, from: number): number {
  let hash = 0x811c9dc5;
  const to = Math.min(from + SHINGLE, text.length);
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return scramble(hash);
}

/** The finaliser of MurmurHash3 (Appleby): every bit of the input reaches every bit of the output. */
function scramble(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
