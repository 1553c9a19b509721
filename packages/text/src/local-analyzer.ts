import type { Analysis } from '@soundings/contracts/feedback';
import type { ClauseMention, Intent, Polarity } from '@soundings/contracts/mention';
import type { AnalyzedText, TextAnalyzer, TextToAnalyze } from './analyzer.ts';
import type { Aspect, AspectFinder } from './aspect.ts';
import { englishAspects } from './aspect-en.ts';
import { chineseAspects } from './aspect-zh.ts';
import { type Clause, splitClauses } from './clauses.ts';
import { intentOf } from './intent.ts';
import { languageOf } from './language.ts';
import { minHash } from './min-hash.ts';
import { normalForm } from './normal-form.ts';
import { findOpinions, type Opinion } from './opinion.ts';
import { blankPersonalData, findPersonalData, type PersonalData, redactSpan } from './redaction.ts';

export type LocalAnalyzerOptions = {
  /** The domain dictionary: terms that count as aspects wherever they stand. */
  terms?: readonly string[];
};

/** Below this a score is neutral. */
const NEUTRAL_BAND = 0.2;

/** The analyzer that needs no network: what a machine of one's own uses by default. */
export async function openLocalAnalyzer({ terms = [] }: LocalAnalyzerOptions = {}): Promise<TextAnalyzer> {
  const dictionary = new Set(terms.map((term) => normalForm(term).text));
  const finders = { zh: chineseAspects(dictionary), en: englishAspects(dictionary) };
  return {
    name: 'local',
    model: 'local-0',
    analyze: async (texts) => texts.map((text) => analyzed(text, finders)),
  };
}

type Finders = Record<'zh' | 'en', AspectFinder>;

function analyzed(text: TextToAnalyze, finders: Finders): AnalyzedText {
  try {
    return { id: text.id, outcome: 'analysed', analysis: analyse(text, finders) };
  } catch (error) {
    return { id: text.id, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function analyse({ text, language: stated }: TextToAnalyze, finders: Finders): Omit<Analysis, 'analyzedAt'> {
  const found = findPersonalData(text);
  const safe = blankPersonalData(text, found);
  const language = languageOf(safe, stated);
  const mentions = splitClauses(safe, language).flatMap((clause, index) =>
    mentionsOf({ text, safe, clause, index, language, found }, finders),
  );
  return { analyzer: 'local', model: 'local-0', language, signature: minHash(normalForm(safe).text), mentions };
}

type ClauseInText = {
  text: string;
  safe: string;
  clause: Clause;
  index: number;
  language: string;
  found: readonly PersonalData[];
};

function mentionsOf({ text, safe, clause, index, language, found }: ClauseInText, finders: Finders): ClauseMention[] {
  const spoken = language.startsWith('zh') ? 'zh' : 'en';
  const normal = normalForm(safe.slice(clause.start, clause.end));
  const opinions = findOpinions(normal.text, spoken);
  const score = Math.tanh(opinions.reduce((sum, { strength }) => sum + strength, 0) / 2);
  const closing = /^[?？!！。.]*/u.exec(safe.slice(clause.end, clause.end + 4))?.[0] ?? '';
  const intent = intentOf({ clause: normal.text + closing, language: spoken, score, neutralBand: NEUTRAL_BAND });
  const quote = redactSpan(text, { start: clause.start, end: clause.end, found });
  const aspects: (Aspect | null)[] = finders[spoken](normal.text, opinions);
  return (aspects.length > 0 ? aspects : [null]).map((aspect) => ({
    clause: index,
    start: clause.start,
    end: clause.end,
    quote,
    aspect: aspect && safe.slice(clause.start + normal.start(aspect.start), clause.start + normal.end(aspect.end)),
    term: aspect?.term ?? null,
    intent,
    polarity: polarityOf(score, intent, opinions),
    score,
    confidence: Math.abs(score),
  }));
}

function polarityOf(score: number, _intent: Intent, _opinions: readonly Opinion[]): Polarity {
  if (score >= NEUTRAL_BAND) return 'positive';
  return score <= -NEUTRAL_BAND ? 'negative' : 'neutral';
}
