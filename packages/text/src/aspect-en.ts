import type { Aspect, AspectFinder, TermRates } from './aspect.ts';
import { CLASSIFIERS, DOINGS, MEASURES, NO_ASPECT, SELDOM_ASPECT } from './aspect-words-en.ts';
import shipped from './data/aspect-en.json' with { type: 'json' };
import { ENGLISH_OPINIONS } from './opinions-en.ts';
import { type TaggedWord as Token, taggedWords } from './tagged-words.ts';

/** Terms of the lists of pros and cons that the trainer counted. */
export const shippedGazetteer: Shipped['gazetteer'] = shipped.gazetteer;

/** A stretch of tokens that may name an aspect, its normal form, and the numbers by which that is judged. */
export type Candidate = Aspect & { numbers: readonly number[] };

/** How often each term stands alone in lists of pros and cons, and the weights of a candidate's numbers. */
type Shipped = { weights: readonly number[]; gazetteer: Readonly<Record<string, number>> };

/**
 * Odds below one to thirty: Hu and Liu, whose sentences taught the weights, marked only what a sentence judges, so that
 * the aspects it merely names count there as mistakes.
 */
const LEAST_LOG_ODDS = -3.6;

/**
 * Finds what an English text speaks of: noun runs by winkNLP's parts of speech (with the adjectives that belong to
 * them), doings with an opinion beside them, and every term of the domain dictionary as it stands.
 */
export function englishAspects(dictionary: ReadonlySet<string>, rates?: TermRates): AspectFinder {
  const candidatesIn = englishCandidates(shippedGazetteer, dictionary);
  const { weights }: Shipped = shipped;
  return (normal, _opinions, words) =>
    candidatesIn(normal, rates, words).filter(
      (candidate) => dictionary.has(candidate.term) || isLikely(candidate, weights),
    );
}

export function isLikely({ numbers }: Candidate, weights: readonly number[]): boolean {
  return numbers.reduce((sum, number, i) => sum + number * (weights[i] as number), 0) > LEAST_LOG_ODDS;
}

/** The candidates of a text in normal form; the trainer judges them by labels, the finder by what the trainer learnt. */
export function englishCandidates(gazetteer: Shipped['gazetteer'], dictionary: ReadonlySet<string> = new Set()) {
  const known = new Map(Object.entries(gazetteer));
  const heads = new Map<string, number>();
  for (const [term, count] of known) {
    const head = term.slice(term.lastIndexOf(' ') + 1);
    heads.set(head, (heads.get(head) ?? 0) + count);
  }
  return (text: string, rates?: TermRates, tokens: readonly Token[] = taggedWords(text, 'en')): Candidate[] => {
    return runsOf(tokens).flatMap(([first, last]) => {
      const from = trimmed(tokens, first, last, (term) => known.has(term) || dictionary.has(term));
      const head = (tokens[last] as Token).word;
      const [start, end] = [(tokens[from] as Token).start, (tokens[last] as Token).end];
      const term = singular(text.slice(start, end));
      const isKnown = known.has(term) || dictionary.has(term);
      const isNone =
        (NO_ASPECT.has(head) && (from === last || !isKnown)) || NO_ASPECT.has(term) || SELDOM_ASPECT.has(term);
      if (isNone && !dictionary.has(term)) return [];
      const frequencies = { alone: known.get(term) ?? 0, head: heads.get(singular(head)) ?? 0 };
      return [{ start, end, term, numbers: numbersOf({ tokens, from, last, term, frequencies }, rates) }];
    });
  };
}

type Run = readonly [first: number, last: number];

function runsOf(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const isCompound = CLASSIFIERS.has(token.word) && isNoun(tokens[at + 1]);
    if (isNoun(token) || isCompound) {
      let last = at;
      while (isNoun(tokens[last + 1])) last++;
      runs.push([at, isVersion(tokens, last + 1) ? last + 1 : last]);
      at = last;
    } else if (token.tag === 'VERB' && DOINGS.has(token.word) && hasOpinionBeside(tokens, at)) {
      runs.push([at, /^(?:up|down|off)$/.test(tokens[at + 1]?.word ?? '') ? at + 1 : at]);
    }
  }
  return withMeasures(tokens, runs);
}

function isNoun(token: Token | undefined): boolean {
  return token !== undefined && /^(?:NOUN|PROPN)$/.test(token.tag) && /^[a-z][a-z'&-]+$/.test(token.word);
}

/** "Windows 7", "os x". */
function isVersion(tokens: readonly Token[], at: number): boolean {
  return (
    /^(?:windows|vista|office|os|core|usb|android|ios)$/.test(tokens[at - 1]?.word ?? '') &&
    /^(?:\d+(?:\.\d+)?|x|xp)$/.test(tokens[at]?.word ?? '')
  );
}

const hasOpinionBeside = (tokens: readonly Token[], at: number) =>
  [-3, -2, -1, 1, 2].some((step) => ENGLISH_OPINIONS.has(tokens[at + step]?.word ?? ''));

function withMeasures(tokens: readonly Token[], runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (let i = 0; i < runs.length; i++) {
    const [first, last] = runs[i] as Run;
    const next = runs[i + 1];
    const isMeasure = first === last && MEASURES.has((tokens[first] as Token).word) && tokens[last + 1]?.word === 'of';
    const gap = next === undefined ? 0 : next[0] - last;
    if (isMeasure && next !== undefined && (gap === 2 || (gap === 3 && tokens[last + 2]?.tag === 'DET'))) {
      joined.push([first, next[1]]);
      i++;
    } else {
      joined.push([first, last]);
    }
  }
  return joined;
}

/** Without the words in front that name no aspect ("dell laptop keyboard" → "keyboard"). */
function trimmed(tokens: readonly Token[], first: number, last: number, isKnown: (term: string) => boolean): number {
  let from = first;
  const termFrom = (at: number) =>
    singular(
      tokens
        .slice(at, last + 1)
        .map(({ word }) => word)
        .join(' '),
    );
  while (
    from < last &&
    (NO_ASPECT.has((tokens[from] as Token).word) || SELDOM_ASPECT.has((tokens[from] as Token).word)) &&
    !isKnown(termFrom(from))
  )
    from++;
  return from;
}

type Place = {
  tokens: readonly Token[];
  from: number;
  last: number;
  term: string;
  frequencies: { alone: number; head: number };
};

function numbersOf({ tokens, from, last, term, frequencies }: Place, rates?: TermRates): number[] {
  const head = tokens[last] as Token;
  const before = tokens[from - 1];
  const after = tokens[last + 1];
  const length = last - from + 1;
  const flag = (condition: boolean) => (condition ? 1 : 0);
  return [
    1,
    Math.min(4, Math.log1p(frequencies.alone)),
    Math.min(5, Math.log1p(frequencies.head)),
    flag(SELDOM_ASPECT.has(head.word)),
    flag(head.tag === 'PROPN'),
    flag(length === 2),
    flag(length > 2),
    flag(before?.tag === 'DET'),
    flag(/^(?:my|your|his|her|our|their|its)$/.test(before?.word ?? '')),
    flag(before?.tag === 'ADJ'),
    flag(ENGLISH_OPINIONS.has(before?.word ?? '')),
    flag(after?.tag === 'AUX'),
    flag(before?.tag === 'ADP'),
    flag(before?.tag === 'NUM'),
    flag(after?.word === ',' || after?.word === 'and' || before?.word === ',' || before?.word === 'and'),
    flag(before?.tag === 'VERB'),
    rates?.(term) ?? 0,
    rates?.(head.word) ?? 0,
    flag(ENGLISH_OPINIONS.has(head.word)),
    flag(/^(?:in|at|on|for|after|during|within|since|until)$/.test(before?.word ?? '')),
    flag(from === 0 || before?.tag === 'ADV'),
  ];
}

/** "Batteries" and "battery" are one term. */
export function singular(term: string): string {
  if (/(?:ss|us|is|windows)$/.test(term)) return term;
  if (/[^aeiou]ies$/.test(term)) return term.replace(/ies$/, 'y');
  if (/(?:ch|sh|x|ss|z)es$/.test(term)) return term.replace(/es$/, '');
  return term.replace(/s$/, '');
}
