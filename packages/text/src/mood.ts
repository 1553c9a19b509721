import { hashOf } from './features.ts';
import { type ThreeWayModel, threeWay } from './multinomial.ts';
import type { Opinion } from './opinion.ts';
import type { Spoken } from './polarity.ts';
import type { TaggedWord } from './tagged-words.ts';

/** What is known of a clause when one asks whether it praises, complains or does neither. */
export type ClauseFacts = {
  clause: string;
  language: Spoken;
  /** Names what is said after it: "屏幕:清晰". */
  isHeading: boolean;
  opinions: readonly Opinion[];
  words: readonly TaggedWord[];
  /** Hashes of its n-grams, as the polarity model sees them. */
  grams: readonly number[];
  /** The polarity model's log-odds for the clause alone, and for the whole text with its stars. */
  own: number;
  lean: number;
};

/** Chances of praise, complaint and neither; they add up to one. */
export type Mood = { praise: number; complaint: number; neither: number };

/** Of a model whose first outcome is praise, the second complaint. */
export function moodOf(model: ThreeWayModel, facts: ClauseFacts): Mood {
  const { first, second, neither } = threeWay(model, moodNumbers(facts), moodGrams(facts));
  return { praise: first, complaint: second, neither };
}

/** Hashes of a clause's n-grams, its words, which of them begins and ends it, and pairs of parts of speech. */
export function moodGrams({ grams, words }: ClauseFacts): number[] {
  const hashes = [...grams];
  let before = '';
  for (const { word, tag } of words) {
    hashes.push(hashOf(word, 1));
    if (before !== '') hashes.push(hashOf(tag, hashOf(before, 2)));
    before = tag;
  }
  const [first, last] = [words[0], words.at(-1)];
  if (first && last) {
    hashes.push(hashOf(first.word, 3), hashOf(last.word, 4), hashOf(first.tag, 5), hashOf(last.tag, 6));
  }
  return hashes;
}

// Telling what one did or had, rather than how it was.
const NARRATIVE: Readonly<Record<Spoken, RegExp>> = {
  zh: /^(?:我|我们|本人|之前|以前|第[一二三]|当时|后来|昨天|今天|上次|这次|买|订|去年|\d|如果|因为|由于|为了|虽然|从)/u,
  en: /^(?:(?:and|so|but|also|then) )?(?:i|we|my) (?:also )?(?:ordered|order|bought|got|tried|try|am|was|usually|typically|normally|wear|wore|saw|received|have|had|purchased|asked|called|went|charge|take|use)\b|^(?:if|when|after|before|since|because|for)\b/u,
};
const EXCLAIMED = /[!！]/;
const FIGURE = /\d/;
const NEGATION: Readonly<Record<Spoken, RegExp>> = {
  zh: /不|没|无|未|别/gu,
  en: /\b(?:not|no|never|nothing|can't|cannot)\b|n't\b/gu,
};
const EXCESS: Readonly<Record<Spoken, RegExp>> = {
  zh: /太|过于|过|只有|才|就是|还要|居然|竟|都/u,
  en: /\btoo\b|\bonly\b|\bjust\b|\beven\b|\bstill\b/u,
};

const CONDITION: Readonly<Record<Spoken, RegExp>> = {
  zh: /^(?:如果|要是|若|假如|除非|只要|虽然|尽管|由于|因为|因|为了|对于|关于)/u,
  en: /^(?:when|if|since|while|although|though|because)\b/u,
};
/** What one expected, planned or does not know yet. */
const UNTRIED: Readonly<Record<Spoken, RegExp>> = {
  zh: /不知道?|不清楚|还没|没有?用|以后|(?:再|才|来|后续?|追加?).{0,3}评|不好判断|听说|据说|说是|以为|本来|原本|打算|准备/u,
  en: /\b(?:expect\w*|thought|wanted|hoping|decided|planning|looking for|haven't|yet)\b/u,
};
const PERSON: Readonly<Record<Spoken, RegExp>> = {
  zh: /我|本人|老公|老婆|朋友|妈|爸|儿子|女儿|孩子|他|她/u,
  en: /\b(?:i|my|we|our|he|she)\b/u,
};
/** Says that something follows, and nothing else. */
const LEAD_IN: Readonly<Record<Spoken, RegExp>> = {
  zh: /(?:的是|来说|而言|的话|方面|说[,，]?)[。.!！]*$/u,
  en: /^(?:and|but|so|also|overall|all in all|finally|anyways?|more important(?:ly)?|to be honest)\b.{0,14}$/u,
};
/** Judges without a word that judges by itself: "续航时间长" praises, "配送时间长" complains. */
const PRAISING: Readonly<Record<Spoken, RegExp>> = {
  zh: /(?:待机|续航|电池|使用)(?:时间)?.{0,3}[长久]|(?:耗电|耗能|能耗|噪音|噪声|发热|声音|风扇).{0,5}[少小低]|不要太|不负|还(?:可以|行|不错|算)|尚可|过得去|下次.{0,6}[还再]|还会.{0,3}[选来买住订]|适合|耐看|最好的(?!是)|(?:可以|都)接受|离.{0,8}近|没(?:什么|有什么|啥)好?(?:挑|说)|没有?(?:任何|一点|一个)?(?:损坏|破损|坏|烂|问题|瑕疵|色差|磕碰)|(?:已经?|又|都).{0,3}(?:买|购买|入手|订).{0,5}[次条个件双台部]了?|多次(?:购买|入住|光顾)|讨喜|贴心|目前.{0,6}没(?:有)?(?:发现|出现)/u,
  en: /\b(?:more|better|cuter|nicer|prettier) than (?:i )?(?:expected|hoped|the)|\bany better|\bwork(?:s|ed|ing)? (?:\w+ )?(?:well|great|fine|perfectly)\b|\bvery well\b|\ba (?:big |huge )?plus\b|\bdefinite (?:buy|keeper)|\b(?:get|grab|try) (?:it|one|this)\b|\b\d+ stars\b|\bplays everything|\bup to expectations|\b(?:in black|another|every colou?r) too\b|\bwon't want to|\bonly (?:drawback|downside|complaint)s?\b|\bas (?:good|nice|described|pictured)\b/u,
};
const COMPLAINING: Readonly<Record<Spoken, RegExp>> = {
  zh: /(?:配送|送餐|等待|等|物流|开机).{0,5}(?:过长|太长|很长|长|久|慢)|(?:品种|种类|选择|分量|份量|肉|菜|量|接口|口).{0,5}少|一点.{0,8}[都也]?[没不]|瑕疵|毛病|有什么(?:意义|用)|隔壁|偏[贵远小旧硬慢重]|(?:有些|有点|有一点|有一些|稍|稍微|略|比较)[旧乱闹吵贵小远慢硬重厚难暗麻挤薄]|[旧贵小少慢远吵暗挤薄厚重了](?:了)?[点些](?:$|[。.!，,])|比.{1,8}还[贵差慢]|才?[一两三几0-9]+[个片块粒]|麻烦|[粘糊黏]成|竟然|良心在/u,
  en: /\bfar from\b|\bto be desired|\b(?:a|an?) (?:touch|bit|little|tad) (?:too )?(?:long|short|big|small|large|tight|loose|wide|low|sheer|boxy|snug|stiff|thin|heavy|itchy)|\bruns? (?:\w+ )?(?:small|large|big|wide|short|tight|narrow)|\bfucked|\ba lot of (?:fabric|material)|\bcost(?:s|ing)? .{0,24}more|\buntil we asked|\bcome off\b|\bsee[- ]through|\bsheer\b|\bswimming in|\bway (?:too?)\b|\b(?:take|taking) (?:your|a) chances?|\bis on sale|\bshr[aiu]nk|\bback it goes|\btoo\b(?!\W*$)|\bmissed (?:my|our|the)\b|\bstill (?:not|no|have|waiting|in)\b|\b(?:all|already) taken\b/u,
};
type Part = 'adjective' | 'adverb' | 'verb' | 'noun' | 'number' | 'pronoun';
const ENGLISH_PARTS: Readonly<Record<string, Part>> = {
  ADJ: 'adjective',
  ADV: 'adverb',
  VERB: 'verb',
  NOUN: 'noun',
  PROPN: 'noun',
  NUM: 'number',
  PRON: 'pronoun',
};

/** The numbers that a mood is told from. */
export function moodNumbers(facts: ClauseFacts): number[] {
  const { clause, language, isHeading, opinions, own, lean } = facts;
  let positive = 0;
  let negative = 0;
  let hints = 0;
  let judging = 0;
  for (const { strength, isHint } of opinions) {
    if (isHint) hints += strength;
    else {
      judging++;
      if (strength > 0) positive += strength;
      else negative -= strength;
    }
  }
  const odds = clamp(own, 6);
  const whole = clamp(lean, 5);
  const silent = judging === 0 ? 1 : 0;
  return [
    1,
    odds / 2,
    Math.abs(odds) / 2,
    Math.log1p(positive),
    Math.log1p(negative),
    silent,
    clamp(hints, 2),
    whole / 2,
    (silent * whole) / 2,
    (silent * odds) / 2,
    Math.log1p(clause.length) / 3,
    NARRATIVE[language].test(clause) ? 1 : 0,
    FIGURE.test(clause) ? 1 : 0,
    Math.min(2, clause.match(NEGATION[language])?.length ?? 0),
    EXCESS[language].test(clause) ? 1 : 0,
    EXCLAIMED.test(clause) ? 1 : 0,
    positive > negative && negative > 0 ? 1 : 0,
    isHeading ? 1 : 0,
    CONDITION[language].test(clause) ? 1 : 0,
    UNTRIED[language].test(clause) ? 1 : 0,
    PERSON[language].test(clause) ? 1 : 0,
    LEAD_IN[language].test(clause) ? 1 : 0,
    PRAISING[language].test(clause) ? 1 : 0,
    COMPLAINING[language].test(clause) ? 1 : 0,
    ...partsOfSpeech(facts, silent),
  ];
}

/** How many of a clause's words describe, qualify, do, name, count and point. */
function partsOfSpeech({ words, language }: ClauseFacts, silent: number): number[] {
  const counts: Record<Part, number> = { adjective: 0, adverb: 0, verb: 0, noun: 0, number: 0, pronoun: 0 };
  for (const { tag } of words) {
    const part = language === 'zh' ? chinesePart(tag) : ENGLISH_PARTS[tag];
    if (part !== undefined) counts[part]++;
  }
  return [
    Math.min(2, counts.adjective),
    Math.min(2, counts.adverb) / 2,
    Math.min(3, counts.verb) / 2,
    Math.min(3, counts.noun) / 2,
    Math.min(2, counts.number) / 2,
    Math.min(2, counts.pronoun) / 2,
    counts.adjective > 0 ? silent : 0,
    counts.verb + counts.adjective === 0 ? 1 : 0,
  ];
}

const CHINESE_PARTS: Readonly<Record<string, Part>> = {
  a: 'adjective',
  ad: 'adjective',
  an: 'adjective',
  d: 'adverb',
  m: 'number',
  r: 'pronoun',
};

/** jieba has many kinds of verbs and nouns, all beginning so. */
function chinesePart(tag: string): Part | undefined {
  if (tag.startsWith('v')) return 'verb';
  return tag.startsWith('n') ? 'noun' : CHINESE_PARTS[tag];
}

const clamp = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value));
