/** A stretch of a text: UTF-16 offsets, `end` exclusive. `sentence` counts sentences from 0. */
export type Clause = { start: number; end: number; sentence: number };

const SENTENCE_END = /[。！？!?；;…\n\r]+|\.{2,}|\.(?=\s|$)|(?<![~～])[~～]+(?=\s|$)/gu;

// A turn of the argument begins a clause of its own even without a comma.
const CHINESE_TURN = /但是|但|不过|可是|然而|只是|就是(?=[^说]{2})|美中不足|除了(?=.{2,100}(?:没|不|差))/gu;
const CHINESE_COMMA = /[,，、：:\s]+/gu;
const ENGLISH_TURN =
  /[,:]?\s+(?=(?:but|however|although|though|yet|except|unfortunately|whereas)\b)|\s+[-–—]+\s+|\.(?=[A-Z])/giu;
const ENGLISH_COMMA =
  /,\s+(?=(?:and|so|then|because|while|which|i|we|it|they|he|she|you|this|that|the|my|our|your|there|no|not)\b)|\s+(?=and\s+(?:i|we|it|they|he|she|you|this|that|the|my|our|there)\b)/giu;

/** Fewer letters than these are no clause: they join the one before. */
const CHINESE_LEAST = 4;
const ENGLISH_LEAST = 8;

/**
 * The clauses of a text: sentences first, then turns ("但是", "but"), then commas that separate statements. Pieces too
 * short to say anything join their neighbour in the sentence. Spans are trimmed of white space and never overlap.
 */
export function splitClauses(text: string, language: string): Clause[] {
  const isChinese = language.startsWith('zh') || language === 'ja';
  const clauses: Clause[] = [];
  let sentence = 0;
  for (const [start, end] of pieces(text, 0, text.length, SENTENCE_END, true)) {
    const parts = isChinese ? chineseClauses(text, start, end) : englishClauses(text, start, end);
    for (const [from, to] of parts) clauses.push({ start: from, end: to, sentence });
    if (parts.length > 0) sentence++;
  }
  return clauses;
}

/** The sentences of clauses by their number: each from its first clause's start to its last one's end. */
export function sentencesOf(clauses: readonly Clause[]): Pick<Clause, 'start' | 'end'>[] {
  const sentences: { start: number; end: number }[] = [];
  for (const { sentence, start, end } of clauses) {
    sentences[sentence] = { start: sentences[sentence]?.start ?? start, end };
  }
  return sentences;
}

type Span = readonly [start: number, end: number];

function chineseClauses(text: string, start: number, end: number): Span[] {
  const spans = pieces(text, start, end, CHINESE_COMMA, true).flatMap(([from, to]) =>
    pieces(text, from, to, CHINESE_TURN, false),
  );
  return merged(text, spans, CHINESE_LEAST);
}

function englishClauses(text: string, start: number, end: number): Span[] {
  const spans = pieces(text, start, end, ENGLISH_TURN, true).flatMap(([from, to]) =>
    pieces(text, from, to, ENGLISH_COMMA, true),
  );
  return merged(text, spans, ENGLISH_LEAST);
}

/** Cuts a span at each match; a separator is dropped, or kept as the beginning of what follows. */
function pieces(text: string, start: number, end: number, cut: RegExp, drop: boolean): Span[] {
  const spans: Span[] = [];
  let from = start;
  // Within the span only: a search that runs on to the end of the text makes many short lines quadratic.
  for (const { 0: separator, index } of text.slice(start, end).matchAll(cut)) {
    push(text, spans, from, start + index);
    from = start + index + (drop ? separator.length : 0);
  }
  push(text, spans, from, end);
  return spans;
}

function push(text: string, spans: Span[], start: number, end: number) {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  if (/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(text.slice(from, to))) spans.push([from, to]);
}

function merged(text: string, spans: readonly Span[], least: number): Span[] {
  const result: Span[] = [];
  let carried: number | null = null;
  for (const [index, [start, end]] of spans.entries()) {
    const from: number = carried ?? start;
    const isLast = index === spans.length - 1;
    if (letters(text, from, end) >= least || (isLast && result.length === 0)) {
      result.push([from, end]);
      carried = null;
    } else if (isLast) {
      const before = result.pop() as Span;
      result.push([before[0], end]);
    } else {
      carried = from;
    }
  }
  return result;
}

const letters = (text: string, start: number, end: number) =>
  text.slice(start, end).match(/[\p{L}\p{N}]/gu)?.length ?? 0;
