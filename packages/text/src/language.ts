import { detectAll } from 'tinyld';
import { ENGLISH_OPINIONS } from './opinions-en.ts';

// One script, one language (or its commonest in reviews). Kana before Han: Japanese mixes both.
const SCRIPTS: readonly (readonly [language: string, script: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
];

// Frequent characters that only traditional writing has.
const TRADITIONAL =
  /[個們這來時說對過後會發點還無問開關應該買賣價錢東車電視訊號體質務員態讓覺裡麼為與樣實際歡較難經錯]/gu;

// Function words that no other Latin-script language shares much: short English needs no statistics.
const ENGLISH =
  /\b(?:the|and|is|was|are|were|this|that|it|its|it's|my|you|your|with|for|not|but|very|have|has|had|they|would|too|of|i|i'm|don't|didn't|so|good|great|bad|nice|love|easy|works?)\b/gi;

/** Units that tell a language as well as all of them. */
const ENOUGH = 1000;

const LATIN_WORD = /[\p{Script=Latin}][\p{Script=Latin}'’]*/gu;

// What reviews come in; without it tinyld takes lists of nouns for Berber or Klingon.
const LIKELY = 'en es pt fr de it nl sv da no fi pl cs sk ro hu tr vi id ca hr ru uk bg sr'.split(' ');

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * The BCP 47 tag of a text's language: `zh`, `zh-Hant` (traditional writing), `en`, … or `und` where there are no
 * words. A script decides where it can; Latin and Cyrillic scripts go to tinyld, short ASCII texts to English.
 */
export function detectLanguage(whole: string): string {
  const text = whole.slice(0, ENOUGH);
  const words = text.match(LATIN_WORD) ?? [];
  const latinWords = words.length;
  const han = count(text, /\p{Script=Han}/gu);
  if (latinWords === 0 && han > 0 && !/[^\p{Script=Han}\p{P}\p{S}\p{Z}\p{N}\p{Cc}]/u.test(text)) return chinese(text);
  for (const [language, script] of SCRIPTS) {
    const letters = count(text, script);
    if (letters > 0 && letters * 5 >= han && letters >= latinWords) return language;
  }
  if (han > 0 && han >= latinWords) return chinese(text);
  if (/\p{Script=Cyrillic}/u.test(text)) return detectAll(text, { only: LIKELY })[0]?.lang ?? 'ru';
  return latinWords > 0 ? latin(text, words) : 'und';
}

/** The tag a source states, where it states a usable one; otherwise what the text looks like. */
export function languageOf(text: string, stated: string | null): string {
  if (stated === null || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(stated) || stated.startsWith('und')) {
    return detectLanguage(text);
  }
  return stated;
}

function chinese(text: string): 'zh' | 'zh-Hant' {
  const traditional = count(text, TRADITIONAL);
  return traditional >= 2 || (traditional === 1 && text.length < 12) ? 'zh-Hant' : 'zh';
}

function latin(text: string, words: readonly string[]): string {
  const functional = count(text, ENGLISH);
  const judging = words.filter((word) => ENGLISH_OPINIONS.has(word.toLowerCase())).length;
  if (functional * 6 >= words.length || (functional + judging) * 2.5 >= words.length) return 'en';
  const isAscii = !/[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(text);
  // Under four words tinyld is a coin toss between neighbours; reviews in plain ASCII are mostly English.
  if (isAscii && words.length < 4) return 'en';
  const best = detectAll(text, { only: LIKELY })[0];
  return best === undefined || (isAscii && best.accuracy < 0.5) ? 'en' : best.lang;
}
