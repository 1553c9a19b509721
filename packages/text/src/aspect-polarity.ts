import type { Polarity } from '@soundings/contracts/mention';
import { splitClauses } from './clauses.ts';
import weights from './data/aspect-polarity-en.json' with { type: 'json' };
import { featuresOf } from './features.ts';
import { type ThreeWayModel, threeWay } from './multinomial.ts';
import { findOpinions, type Opinion } from './opinion.ts';
import { logOddsOf, type PolarityModel } from './polarity-model.ts';

/** How one aspect is judged: chance of good less chance of bad, and the side that follows. */
export type AspectJudgement = { polarity: Polarity; score: number; confidence: number };

type Span = { start: number; end: number };

/** Log-odds against "neither" below which an aspect is neutral: Hu and Liu marked few neutral ones to learn from. */
const LEAST_LOG_ODDS = 0.2;

/**
 * Reads how the aspects of one English sentence are judged, each by the opinions near it: "the screen is great but the
 * battery dies" judges two things. `sentence` is in normal form.
 */
export function aspectJudge(sentence: string, model: PolarityModel): (aspect: Span) => AspectJudgement {
  const numbersOf = aspectNumbers(sentence, model);
  const stored: ThreeWayModel = weights;
  return (aspect) => {
    const { first: good, second: bad, neither, odds } = threeWay(stored, numbersOf(aspect));
    const score = good - bad;
    if (Math.max(...odds) < LEAST_LOG_ODDS) return { polarity: 'neutral', score, confidence: neither };
    return good >= bad
      ? { polarity: 'positive', score, confidence: good }
      : { polarity: 'negative', score, confidence: bad };
  };
}

const ELSEWHERE = 0.35;
const REACH = 6;
const POTENTIAL = /\b(?:would|could|should|if|might)\b/;
const TOLD = /\b(?:ordered|bought|asked|called|told|said|went|sent|had)\b/;
const NEGATION = /\b(?:not|no|never)\b|n't/g;

/** The numbers that an aspect's judgement is told from. */
export function aspectNumbers(sentence: string, model: PolarityModel): (aspect: Span) => number[] {
  const clauses = splitClauses(sentence, 'en');
  const opinions = findOpinions(sentence, 'en');
  const odds = (text: string) => clamp(logOddsOf(model, featuresOf(text, 'en')), 6) / 2;
  const whole = odds(sentence);
  const ownOf = remembered((clause: Span) => odds(sentence.slice(clause.start, clause.end)));
  const everything = { start: 0, end: sentence.length };
  const gapsIn = whiteSpaceIn(sentence);
  return ({ start, end }) => {
    const clause = clauses.find((one) => one.start <= start && one.end >= end) ?? everything;
    const text = sentence.slice(clause.start, clause.end);
    const others = opinions.filter((opinion) => opinion.start >= end || opinion.end <= start);
    const judging = others.filter(({ isHint }) => !isHint);
    const isInside = (opinion: Opinion) => opinion.start >= clause.start && opinion.end <= clause.end;
    const wordsTo = (opinion: Opinion) =>
      gapsIn({ start: Math.min(end, opinion.end), end: Math.max(start, opinion.start) });
    const near = (list: readonly Opinion[]) => {
      let [good, bad] = [0, 0];
      for (const opinion of list) {
        const share = (isInside(opinion) ? 1 : ELSEWHERE) * Math.exp(-wordsTo(opinion) / REACH);
        if (opinion.strength > 0) good += share * opinion.strength;
        else bad -= share * opinion.strength;
      }
      return [good, bad] as const;
    };
    const [good, bad] = near(judging);
    const [hintsGood, hintsBad] = near(others.filter(({ isHint }) => isHint));
    const gap = (opinion: Opinion) => Math.min(Math.abs(opinion.start - end), Math.abs(start - opinion.end));
    const nearest = judging.reduce<Opinion | undefined>(
      (best, next) => (best === undefined || gap(next) < gap(best) ? next : best),
      undefined,
    );
    const within = (words: number) =>
      nearest !== undefined && wordsTo(nearest) <= words ? clamp(nearest.strength, 2) : 0;
    const silent = judging.some(isInside) ? 0 : 1;
    const allSilent = judging.length === 0 ? 1 : 0;
    const own = ownOf(clause);
    const flag = (condition: boolean) => (condition ? 1 : 0);
    return [
      1,
      own,
      odds(sentence.slice(Math.max(clause.start, start - 30), Math.min(clause.end, end + 40))),
      whole,
      Math.log1p(2 * good),
      Math.log1p(2 * bad),
      Math.log1p(hintsGood),
      Math.log1p(hintsBad),
      silent,
      allSilent,
      within(3),
      within(8),
      silent * own,
      allSilent * whole,
      Math.abs(own),
      Math.abs(whole),
      flag(POTENTIAL.test(text)),
      flag(TOLD.test(text)),
      flag(/\d/.test(text)),
      Math.log1p(sentence.length) / 4,
      Math.min(3, text.match(NEGATION)?.length ?? 0),
      flag(good > bad),
      flag(bad > good),
      flag(clauses.length > 1),
    ];
  };
}

const clamp = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value));

/** Counts the runs of white space within a stretch of a text, in the same time however long that is. */
function whiteSpaceIn(text: string): (span: Span) => number {
  const isSpace = new Uint8Array(text.length);
  const begun = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    isSpace[i] = /\s/.test(text.charAt(i)) ? 1 : 0;
    begun[i + 1] = (begun[i] ?? 0) + (isSpace[i] && !isSpace[i - 1] ? 1 : 0);
  }
  return ({ start, end }) => {
    if (start >= end) return 0;
    const isCut = start > 0 && isSpace[start] === 1 && isSpace[start - 1] === 1;
    return (begun[end] ?? 0) - (begun[start] ?? 0) + (isCut ? 1 : 0);
  };
}

function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
