import type { Intent, Polarity } from '@soundings/contracts/mention';
import type { Clause } from './clauses.ts';
import moods from './data/mood.json' with { type: 'json' };
import { featuresOf } from './features.ts';
import { intentOf } from './intent.ts';
import { type ClauseFacts, type Mood, moodOf } from './mood.ts';
import { type NormalText, normalForm } from './normal-form.ts';
import { findOpinions, type Opinion } from './opinion.ts';
import { textLogOdds } from './polarity.ts';
import { logOddsOf, type PolarityModel } from './polarity-model.ts';

/** How a clause reads: its normal form, the opinions in it, and what follows from them. */
export type ClauseReading = {
  normal: NormalText;
  opinions: readonly Opinion[];
  intent: Intent;
  polarity: Polarity;
  /** Chance of praise less chance of complaint. */
  score: number;
  confidence: number;
};

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
    const mood = moodOf(moods[model.language], facts);
    const intent = intentOf({ clause: facts.clause, language: model.language, mood, lean });
    return { normal, opinions: facts.opinions, intent, score: mood.praise - mood.complaint, ...sideOf(mood) };
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
  const own = logOddsOf(model, featuresOf(normal.text, language));
  return { normal, facts: { clause: normal.text + closing, language, opinions, own, lean } };
}

function sideOf({ praise, complaint, neither }: Mood): Pick<ClauseReading, 'polarity' | 'confidence'> {
  if (neither >= praise && neither >= complaint) return { polarity: 'neutral', confidence: neither };
  return praise >= complaint
    ? { polarity: 'positive', confidence: praise }
    : { polarity: 'negative', confidence: complaint };
}
