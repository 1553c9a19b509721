import { type ThreeWayModel, threeWay } from './multinomial.ts';
import type { Opinion } from './opinion.ts';
import type { Spoken } from './polarity.ts';

/** What is known of a clause when one asks whether it praises, complains or does neither. */
export type ClauseFacts = {
  clause: string;
  language: Spoken;
  opinions: readonly Opinion[];
  /** The polarity model's log-odds for the clause alone, and for the whole text with its stars. */
  own: number;
  lean: number;
};

/** Chances of praise, complaint and neither; they add up to one. */
export type Mood = { praise: number; complaint: number; neither: number };

/** Of a model whose first outcome is praise, the second complaint. */
export function moodOf(model: ThreeWayModel, facts: ClauseFacts): Mood {
  const { first, second, neither } = threeWay(model, moodNumbers(facts));
  return { praise: first, complaint: second, neither };
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

/** The numbers that a mood is told from. */
export function moodNumbers({ clause, language, opinions, own, lean }: ClauseFacts): number[] {
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
  ];
}

const clamp = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value));
