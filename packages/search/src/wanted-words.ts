import { type Word, wordsOf } from './words.ts';

/** Words that must stand beside each other; `isPrefix`: the last one may go on. */
export type Phrase = { words: string[]; isPrefix: boolean };

export type Span = { start: number; end: number };

/** More is no search. */
const MOST_PHRASES = 16;

/**
 * What somebody looks for: all of it must be there. What stands in quotation marks is meant as it stands, and what is not
 * may be the beginning of a word: `deliver` finds `delivery`.
 */
export function phrasesOf(wanted: string): Phrase[] {
  return wanted
    .split(/["“”„«»「」]/)
    .flatMap((part, i) =>
      i % 2 === 1 ? [phraseOf(part, false)] : part.split(/\s+/u).map((each) => phraseOf(each, true)),
    )
    .filter(({ words }) => words.length > 0)
    .slice(0, MOST_PHRASES);
}

function phraseOf(text: string, isPrefix: boolean): Phrase {
  const found = wordsOf(text);
  const last = found.at(-1);
  // The last of several characters without spaces is in the pair before it already.
  const isTail = last?.isSpaceless === true && found.at(-2)?.end === last.end;
  const kept = isTail ? found.slice(0, -1) : found;
  // A single such character stands at the beginning of some pair.
  const isSingle = last?.isSpaceless === true && !isTail;
  return { words: kept.map((word) => word.text), isPrefix: isPrefix || isSingle };
}

/** Where the phrases stand in a text, in order and without overlap; undefined where one of them does not. */
export function spansOf(text: string, phrases: readonly Phrase[]): Span[] | undefined {
  const words = wordsOf(text);
  const spans: Span[] = [];
  for (const phrase of phrases) {
    const before = spans.length;
    for (let at = 0; at + phrase.words.length <= words.length; at++) {
      const span = spanAt(words, at, phrase);
      if (span) spans.push(span);
    }
    if (spans.length === before) return undefined;
  }
  return joined(spans);
}

function spanAt(words: readonly Word[], at: number, { words: wanted, isPrefix }: Phrase): Span | undefined {
  const last = wanted.length - 1;
  for (let i = 0; i <= last; i++) {
    const word = words[at + i]?.text ?? '';
    const one = wanted[i] ?? '';
    if (isPrefix && i === last ? !word.startsWith(one) : word !== one) return undefined;
  }
  const [first, end] = [words[at], words[at + last]];
  if (!first || !end) return undefined;
  const isHead = end.isSpaceless && wanted[last]?.length !== end.text.length;
  return { start: first.start, end: isHead ? end.head : end.end };
}

function joined(spans: Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = kept.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else kept.push({ ...span });
  }
  return kept;
}
