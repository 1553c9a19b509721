import type { Intent, Polarity } from '@soundings/contracts/mention';
import type { Clause } from './clauses.ts';
import storedMoods from './data/mood.json' with { type: 'json' };
import { featuresOf } from './features.ts';
import { intentOf } from './intent.ts';
import { type ClauseFacts, type Mood, moodOf } from './mood.ts';
import { readThreeWayModel, type ThreeWayModel } from './multinomial.ts';
import { type NormalText, normalForm } from './normal-form.ts';
import { findOpinions, type Opinion } from './opinion.ts';
import { type Spoken, textLogOdds } from './polarity.ts';
import { logOddsOf, type PolarityModel } from './polarity-model.ts';
import { type TaggedWord, taggedWords } from './tagged-words.ts';

/** How a clause reads: its normal form, the opinions in it, and what follows from them. */
export type ClauseReading = {
  normal: NormalText;
  opinions: readonly Opinion[];
  words: readonly TaggedWord[];
  intent: Intent;
  polarity: Polarity;
  /** Chance of praise less chance of complaint. */
  score: number;
  confidence: number;
};

// Unpacked when first asked: a function that never reads a clause loads none.
let moods: Record<Spoken, ThreeWayModel> | undefined;

function moodModel(language: Spoken): ThreeWayModel {
  moods ??= { zh: readThreeWayModel(storedMoods.zh), en: readThreeWayModel(storedMoods.en) };
  return moods[language];
}

const SAYS_NOTHING: Mood = { praise: 0.05, complaint: 0.05, neither: 0.9 };

/** Longer, what stands before a colon says something itself. */
const LONGEST_HEADING = { zh: 6, en: 12 } as const;

/** What one star above or below three adds to the text's log-odds: stars inform, they never overrule. */
const STAR = 0.5;

/** Reads the clauses of one text, whose whole is read first. `rating` runs from 1 to 5. */
export function clauseReader(
  text: string,
  model: PolarityModel,
  rating: number | null,
): (clause: Clause) => ClauseReading {
  const lean = textLogOdds(model, text) + (rating === null ? 0 : STAR * (rating - 3));
  return (clause) => {
    const { normal, facts } = clauseFacts(text, { clause, model, lean });
    const mood = facts.isHeading ? SAYS_NOTHING : moodOf(moodModel(model.language), facts);
    const intent = intentOf({ clause: facts.clause, language: model.language, mood, lean });
    return {
      normal,
      opinions: facts.opinions,
      words: facts.words,
      intent,
      score: mood.praise - mood.complaint,
      ...sideOf(mood),
    };
  };
}

/** What a clause's mood is told from; `clause` in the facts includes its closing marks. */
export function clauseFacts(
  text: string,
  { clause: { start, end }, model, lean }: { clause: Clause; model: PolarityModel; lean: number },
): { normal: NormalText; facts: ClauseFacts } {
  const { language } = model;
  const normal = normalForm(text.slice(start, end));
  const closing = /^\s*[?？!！。.]*/u.exec(text.slice(end, end + 4))?.[0] ?? '';
  const opinions = findOpinions(normal.text, language);
  const features = featuresOf(normal.text, language, opinions);
  const isHeading = normal.text.length <= LONGEST_HEADING[language] && /^\s*[:：]/.test(text.slice(end, end + 2));
  return {
    normal,
    facts: {
      clause: normal.text + closing,
      language,
      isHeading,
      opinions,
      words: taggedWords(normal.text, language),
      grams: features.grams,
      own: logOddsOf(model, features),
      lean,
    },
  };
}

function sideOf({ praise, complaint, neither }: Mood): Pick<ClauseReading, 'polarity' | 'confidence'> {
  if (neither >= praise && neither >= complaint) return { polarity: 'neutral', confidence: neither };
  return praise >= complaint
    ? { polarity: 'positive', confidence: praise }
    : { polarity: 'negative', confidence: complaint };
}
