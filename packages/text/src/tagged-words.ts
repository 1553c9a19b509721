import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { ASPECT_WORDS } from './aspect-words-zh.ts';
import type { Spoken } from './polarity.ts';

/** A word with its part of speech (jieba's tags, or winkNLP's universal ones) and where it stands (UTF-16 offsets). */
export type TaggedWord = { word: string; tag: string; start: number; end: number };

// Both dictionaries take a while and much memory to read: once a process, when first asked.
let jieba: Jieba | undefined;
let wink: ReturnType<typeof winkNLP> | undefined;

// winkNLP's time grows with the square of a word's length: a pasted address must not take seconds.
const LONGEST_CLAUSE = 1000;

/** The words of a clause in normal form. */
export function taggedWords(text: string, language: Spoken): TaggedWord[] {
  return language === 'zh' ? chineseWords(text) : englishWords(text.slice(0, LONGEST_CLAUSE));
}

/** Makes Chinese terms words that are never cut in two. */
export function learnChineseWords(terms: Iterable<string>): void {
  const lines = [...terms].map((word) => `${word} 20000 n`).join('\n');
  if (lines !== '') openJieba().loadDict(Buffer.from(lines));
}

function openJieba(): Jieba {
  if (jieba === undefined) {
    jieba = Jieba.withDict(dict);
    learnChineseWords(ASPECT_WORDS);
  }
  return jieba;
}

function chineseWords(text: string): TaggedWord[] {
  let at = 0;
  return openJieba()
    .tag(text, true)
    .map(({ word, tag }) => {
      const start = at;
      at += word.length;
      return { word, tag, start, end: at };
    });
}

function englishWords(text: string): TaggedWord[] {
  wink ??= winkNLP(model, ['pos']);
  const tokens = wink.readDoc(text).tokens();
  const tags: readonly string[] = tokens.out(wink.its.pos);
  let at = 0;
  return tokens.out().flatMap((word, i) => {
    const start = text.indexOf(word, at);
    if (start < 0) return [];
    at = start + word.length;
    return [{ word, tag: tags[i] ?? 'X', start, end: at }];
  });
}
