import type { Aspect, AspectFinder } from './aspect.ts';
import { ASPECT_WORDS, NO_ASPECT } from './aspect-words-zh.ts';
import type { Opinion } from './opinion.ts';
import { CHINESE_OPINIONS } from './opinions-zh.ts';
import { learnChineseWords, taggedWords, type TaggedWord as Word } from './tagged-words.ts';

type Span = Pick<Word, 'start' | 'end'>;

const LONGEST_TERM = 8;
/** Units between an aspect and the opinion that judges it: after it ("屏幕真的非常清晰"), before it ("漂亮的外观"). */
const OPINION_AFTER = 6;
const OPINION_BEFORE = 2;
const ADJECTIVE_AFTER = 3;
const ADJECTIVE_BEFORE = 1;

const STRETCH = /[^,，。.!！?？;；:：、~～…\s]+/gu;

/**
 * Finds what a Chinese text speaks of: runs of nouns and of words from the dictionary (the one that ships and a team's
 * own), by jieba's parts of speech. A run without a word of the dictionary counts only where something judges it.
 */
export function chineseAspects(terms: ReadonlySet<string>): AspectFinder {
  const dictionary = new Set([...ASPECT_WORDS, ...terms]);
  learnChineseWords(terms);
  const isNoun = ({ word, tag }: Word) =>
    dictionary.has(word) ||
    (tag.startsWith('n') && !NO_ASPECT.has(word) && !CHINESE_OPINIONS.has(word)) ||
    tag === 'vn';
  return (normal, opinions, tagged = taggedWords(normal, 'zh')) => {
    const aspects: Aspect[] = [];
    for (const { 0: stretch, index: offset } of normal.matchAll(STRETCH)) {
      const words = tagged.filter(({ start, end }) => start >= offset && end <= offset + stretch.length);
      const inside = opinions.filter(
        ({ isHint, start, end }) => !isHint && start >= offset && end <= offset + stretch.length,
      );
      for (const [first, last] of runsOf(words, isNoun)) {
        const span = { start: (words[first] as Word).start, end: (words[last] as Word).end };
        const term = normal.slice(span.start, span.end);
        const isKnown = words.slice(first, last + 1).some(({ word }) => dictionary.has(word));
        if (isTerm(term, dictionary) && (isKnown || isJudged(span, inside, words))) aspects.push({ ...span, term });
      }
    }
    return aspects;
  };
}

/** Runs of nouns, "的" within them where a noun follows ("听筒的音量"). */
function runsOf(words: readonly Word[], isNoun: (word: Word) => boolean): (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  const nounAt = (at: number) => {
    const word = words[at];
    return word !== undefined && isNoun(word);
  };
  for (let at = 0; at < words.length; at++) {
    if (!nounAt(at)) continue;
    let last = at;
    while (nounAt(last + 1) || (words[last + 1]?.word === '的' && nounAt(last + 2))) last += nounAt(last + 1) ? 1 : 2;
    runs.push([at, last]);
    at = last;
  }
  return runs;
}

function isTerm(term: string, dictionary: ReadonlySet<string>): boolean {
  if (dictionary.has(term)) return true;
  return term.length > 1 && term.length <= LONGEST_TERM && !NO_ASPECT.has(term) && !CHINESE_OPINIONS.has(term);
}

function isJudged({ start, end }: Span, opinions: readonly Opinion[], words: readonly Word[]): boolean {
  const isNear = (other: Span, after: number, before: number) =>
    (other.start >= end && other.start - end <= after) || (other.end <= start && start - other.end <= before);
  if (opinions.some((opinion) => isNear(opinion, OPINION_AFTER, OPINION_BEFORE))) return true;
  return words.some(
    (word) =>
      isNear(word, ADJECTIVE_AFTER, word.tag === 'a' ? ADJECTIVE_BEFORE : -1) && /^(?:ad?|an|d|zg)$/.test(word.tag),
  );
}
