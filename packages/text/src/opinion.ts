import { ENGLISH_DEGREES, ENGLISH_NEGATORS, ENGLISH_OPINIONS, ENGLISH_PHRASES } from './opinions-en.ts';
import { CHINESE_DEGREES, CHINESE_NEGATORS, CHINESE_OPINIONS } from './opinions-zh.ts';

/**
 * A word that judges, where it stands (UTF-16 offsets), and how: `strength` is signed, after what turns it over or
 * makes it louder; `negated` says that it was turned over. A hint ("but", "小") leans without judging: whole texts are told
 * by many of them, a clause is not told by one.
 */
export type Opinion = { word: string; start: number; end: number; strength: number; negated: boolean; isHint: boolean };

/** Turned over, a judgement is weaker: "not good" is milder than "bad"; "not bad" much milder than "good". */
const NEGATED_POSITIVE = -0.9;
const NEGATED_NEGATIVE = -0.5;

const turnedOver = (strength: number) => strength * (strength > 0 ? NEGATED_POSITIVE : NEGATED_NEGATIVE);

/** The opinions in a text in normal form, by place. */
export function findOpinions(normal: string, language: 'zh' | 'en'): Opinion[] {
  return language === 'zh' ? chineseOpinions(normal) : englishOpinions(normal);
}

const LONGEST = 7;
/** Units after which a negator no longer reaches ("不" … "觉得很好"). */
const CHINESE_REACH = 4;

function chineseOpinions(text: string): Opinion[] {
  const opinions: Opinion[] = [];
  let negator = -1;
  let degree = 1;
  let loudUntil = -1;
  for (let at = 0; at < text.length; ) {
    const word = opinionAt(text, at);
    const turn = negatorAt(text, at);
    const loud = degreeAt(text, at);
    const length = Math.max(word, turn, loud);
    if (length === 0) {
      if (/[,，。.!！?？;；\s]/.test(text.charAt(at))) negator = -1;
      at++;
      continue;
    }
    const end = at + length;
    const found = text.slice(at, end);
    if (turn === length) {
      negator = end;
      if (word === length) opinions.push(opinion(found, at, judgement(CHINESE_OPINIONS.get(found) as number)));
    } else if (word === length && !(loud === length && opinionAt(text, end) > 0)) {
      const negated = negator >= 0 && at - negator <= CHINESE_REACH;
      const strength = CHINESE_OPINIONS.get(found) as number;
      opinions.push(opinion(found, at, judgement(strength, { negated, degree: at - loudUntil <= 1 ? degree : 1 })));
      if (negated) negator = -1;
    } else {
      degree = CHINESE_DEGREES.get(found) as number;
      loudUntil = end;
    }
    at = end;
  }
  return opinions;
}

const opinionAt = longestOf(CHINESE_OPINIONS);
const negatorAt = longestOf(CHINESE_NEGATORS);
const degreeAt = longestOf(CHINESE_DEGREES);

/** Gives the length of the longest entry that begins at a place of a text, 0 if none does. */
function longestOf(words: ReadonlyMap<string, number> | ReadonlySet<string>): (text: string, at: number) => number {
  // Most letters begin no entry, and nothing is looked up for them.
  const lengths = new Map<number, number[]>();
  for (const word of words.keys()) {
    const known = lengths.get(word.charCodeAt(0)) ?? [];
    if (word.length > LONGEST || known.includes(word.length)) continue;
    lengths.set(
      word.charCodeAt(0),
      [...known, word.length].sort((a, b) => b - a),
    );
  }
  return (text, at) =>
    lengths
      .get(text.charCodeAt(at))
      ?.find((length) => at + length <= text.length && words.has(text.slice(at, at + length))) ?? 0;
}

type Judgement = { strength: number; negated: boolean; isHint: boolean };

function opinion(word: string, start: number, judgement: Judgement): Opinion {
  return { word, start, end: start + word.length, ...judgement };
}

function judgement(strength: number, { negated = false, degree = 1 } = {}): Judgement {
  const base = strength * degree;
  return { strength: negated ? turnedOver(base) : base, negated, isHint: Math.abs(strength) < 1 };
}

/** Words after which an English negator no longer reaches. */
const ENGLISH_REACH = 4;
const ENGLISH_TOKEN =
  /[a-z][a-z'’]*(?:-[a-z]+)*|[:;]-?[)(dp|](?![a-z])|:\/(?!\/)|<3|\p{Emoji_Presentation}|❤|[,.!?;:()]/gu;

const PHRASE_STRENGTH = 1.5;

function englishOpinions(text: string): Opinion[] {
  const opinions: Opinion[] = [];
  const words = text.replace(ENGLISH_PHRASES, (phrase, positive: string | undefined, _negative, index: number) => {
    const strength = positive === undefined ? -PHRASE_STRENGTH : PHRASE_STRENGTH;
    opinions.push(opinion(phrase, index, judgement(strength)));
    return ' '.repeat(phrase.length);
  });
  let reach = 0;
  let degree = 1;
  let before = '';
  for (const { 0: token, index } of words.matchAll(ENGLISH_TOKEN)) {
    const word = token.replaceAll('’', "'");
    if (/^[,.!?;:()]$/.test(word)) {
      reach = 0;
      continue;
    }
    const strength = word === 'like' && !LIKERS.has(before) ? undefined : ENGLISH_OPINIONS.get(word);
    before = word;
    if (ENGLISH_NEGATORS.has(word)) {
      if (strength !== undefined) opinions.push(opinion(token, index, judgement(strength, { degree: 0.5 })));
      reach = ENGLISH_REACH + 1;
    } else if (strength !== undefined && !(ENGLISH_DEGREES.has(word) && isWordAhead(text, index + token.length))) {
      const negated = reach > 0;
      opinions.push(opinion(token, index, judgement(strength, { negated, degree })));
      if (negated) reach = 0;
    }
    degree = ENGLISH_DEGREES.get(word) ?? 1;
    if (reach > 0) reach--;
  }
  return opinions.sort((a, b) => a.start - b.start);
}

// "Like" is a judgement after these, a comparison elsewhere ("looks like").
const LIKERS: ReadonlySet<string> = new Set(
  "i we really also do did don't dont didn't didnt not would they you everyone people absolutely especially still to".split(
    ' ',
  ),
);

function isWordAhead(text: string, at: number): boolean {
  const next = /^\s+([a-z'’-]+)/u.exec(text.slice(at, at + 24))?.[1];
  return next !== undefined && ENGLISH_OPINIONS.has(next);
}
