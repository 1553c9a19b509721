import { findOpinions, type Opinion } from './opinion.ts';

/** Buckets of hashed n-grams: one signed byte each makes a model of 128 KB. */
export const BUCKETS = 1 << 17;

/**
 * What a polarity model sees of a text: the hashes of its n-grams (each once), all of one value so that the vector has
 * length 1, and a few numbers about the opinions in it.
 */
export type Features = { grams: readonly number[]; dense: readonly number[] };

/** The weight that a hashed n-gram shares with whatever else falls there. */
export const bucketOf = (gram: number) => gram & (BUCKETS - 1);

/** How many numbers there are in `dense`. */
export const DENSE = 14;

// Addresses, handles and entities of HTML: an address is no emoticon, a handle no word.
const NO_WORDS = /\b(?:https?:\/\/|www\.)\S+|@[a-z\d_]+|&[a-z]+;/gu;

/** Of a text in normal form; `known` are the opinions in it, where they were looked for already. */
export function featuresOf(text: string, language: 'zh' | 'en', known?: readonly Opinion[]): Features {
  const normal = text.replace(NO_WORDS, ' ');
  const opinions = known && normal === text ? known : findOpinions(normal, language);
  const grams = new Set<number>();
  if (language === 'zh') chineseGrams(normal, grams);
  else englishGrams(normal, grams);
  for (const { word, negated } of opinions) grams.add(opinionGram(negated ? `~${word}` : `=${word}`));
  return { grams: [...grams], dense: denseOf(normal, opinions, language) };
}

/** Characters 1 to 3 in a row, within stretches of letters and digits. */
function chineseGrams(text: string, grams: Set<number>) {
  for (let at = 0; at < text.length; at++) {
    let hash = SEED;
    for (let size = 1; size <= 3 && at + size <= text.length; size++) {
      const unit = text.charCodeAt(at + size - 1);
      hash = Math.imul(hash ^ unit, PRIME);
      if (size > 1 || unit > 0x2fff) grams.add(spread(hash));
    }
  }
}

const ENGLISH_WORD = /[a-z][a-z'’]*|[:;]-?[)(dp|](?![a-z])|:\/(?!\/)|\p{Emoji_Presentation}|[!?]|\d+/gu;

/** Words, and pairs of them. */
function englishGrams(text: string, grams: Set<number>) {
  let before = SEED;
  for (const [word] of text.matchAll(ENGLISH_WORD)) {
    const token = /^\d/.test(word) ? '#' : word.replace('’', "'");
    const hash = wordHash(token, SEED);
    grams.add(spread(hash));
    grams.add(spread(wordHash(token, before ^ 0x5bd1e995)));
    before = hash;
  }
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

function wordHash(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}

/** A hash of a word or whatever else a model counts; each `kind` of it has hashes of its own. */
export const hashOf = (text: string, kind: number) => spread(wordHash(text, SEED ^ Math.imul(kind, 0x1b873593)));

function spread(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return h >>> 0;
}

const opinionGram = (text: string) => spread(wordHash(text, SEED ^ 0x2545f491));

const TURN = { zh: /但|不过|可是|然而|就是|只是|除了/gu, en: /\b(?:but|however|although|though|except|yet)\b/gu };

function denseOf(text: string, opinions: readonly Opinion[], language: 'zh' | 'en'): number[] {
  let positive = 0;
  let negative = 0;
  let positives = 0;
  let negatives = 0;
  let turned = 0;
  let strongest = 0;
  let weakest = 0;
  for (const { strength, negated } of opinions) {
    if (strength > 0) {
      positive += strength;
      positives++;
      if (strength > strongest) strongest = strength;
    } else {
      negative -= strength;
      negatives++;
      if (strength < weakest) weakest = strength;
    }
    if (negated) turned++;
  }
  let turn = -1;
  for (const match of text.matchAll(TURN[language])) turn = match.index;
  const after = turn < 0 ? 0 : total(opinions.filter(({ start }) => start > turn));
  const closing = text.length * 0.7;
  const end = total(opinions.filter(({ start }) => start >= closing));
  const first = opinions[0]?.strength ?? 0;
  const last = opinions.at(-1)?.strength ?? 0;
  return [
    Math.log1p(positive),
    Math.log1p(negative),
    (positive - negative) / (positive + negative + 1),
    (positives - negatives) / (positives + negatives + 1),
    Math.tanh(after / 2),
    Math.tanh(end / 2),
    Math.tanh(first),
    Math.tanh(last),
    strongest,
    weakest,
    Math.log1p(turned),
    opinions.length === 0 ? 1 : 0,
    /[?？]/.test(text) ? 1 : 0,
    Math.log1p(text.length) / 5 - 0.7,
  ];
}

const total = (opinions: readonly Opinion[]) => opinions.reduce((sum, { strength }) => sum + strength, 0);
