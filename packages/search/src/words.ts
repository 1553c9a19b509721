/**
 * A word of a text as the index knows it, and where it stands (UTF-16 offsets); of a script without spaces it is a pair of
 * characters, of which the first one ends at `head`.
 */
export type Word = { text: string; start: number; head: number; end: number; isSpaceless: boolean };

type Kind = 'between' | 'letter' | 'spaceless' | 'mark';
type Folded = { text: string; kind: Kind };

/** Scripts written without spaces: what is a word in them is a matter of opinion. */
const SPACELESS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** More different characters than texts of ten languages have. */
const REMEMBERED = 20_000;

/**
 * The words of a text, however they are written: `Ｄéliv` is `deliv`. Of scripts without spaces every two neighbours are a
 * word, and the last of them alone: whatever two characters or more one looks for, they stand there as such pairs.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let open: Word | undefined;
  let before: Word | undefined;
  let at = 0;
  for (const character of text) {
    const { text: folded, kind } = foldedOf(character);
    const start = at;
    at += character.length;
    if (kind === 'mark') continue;
    if (kind === 'letter' && open) {
      open.text += folded;
      open.end = at;
      open.head = at;
      continue;
    }
    open = undefined;
    if (kind === 'spaceless' && before) {
      before.text += folded;
      before.end = at;
    }
    before = undefined;
    if (kind === 'between') continue;
    const word = { text: folded, start, head: at, end: at, isSpaceless: kind === 'spaceless' };
    words.push(word);
    if (kind === 'letter') open = word;
    else before = word;
  }
  return words;
}

const known = new Map<string, Folded>();

function foldedOf(character: string): Folded {
  const found = known.get(character);
  if (found) return found;
  if (known.size >= REMEMBERED) known.clear();
  const folded = fold(character);
  known.set(character, folded);
  return folded;
}

function fold(character: string): Folded {
  if (/^\p{M}/u.test(character)) return { text: '', kind: 'mark' };
  const lower = character.normalize('NFKC').toLowerCase();
  const plain = /^\p{Script=Latin}/u.test(lower) ? lower.normalize('NFD') : lower;
  const text = plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (text === '') return { text, kind: 'between' };
  return { text, kind: SPACELESS.test(text) ? 'spaceless' : 'letter' };
}
