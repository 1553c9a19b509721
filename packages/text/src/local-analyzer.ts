import type { Analysis } from '@soundings/contracts/feedback';
import type { ClauseMention } from '@soundings/contracts/mention';
import type { AnalyzedText, TextAnalyzer, TextToAnalyze } from './analyzer.ts';
import type { Aspect, AspectFinder, TermRates } from './aspect.ts';
import { englishAspects, englishCandidates, shippedGazetteer } from './aspect-en.ts';
import { type AspectJudgement, aspectJudge } from './aspect-polarity.ts';
import { chineseAspects } from './aspect-zh.ts';
import { type ClauseReading, clauseReader } from './clause-reading.ts';
import { type Clause, sentencesOf, splitClauses } from './clauses.ts';
import { languageOf } from './language.ts';
import { minHash } from './min-hash.ts';
import { normalForm } from './normal-form.ts';
import { withoutOwnerReply } from './owner-reply.ts';
import { type Spoken, shippedModels } from './polarity.ts';
import type { PolarityModel } from './polarity-model.ts';
import { blankPersonalData, findPersonalData, redactSpan } from './redaction.ts';
import { termRates } from './term-rates.ts';

export type LocalAnalyzerOptions = {
  /** The domain dictionary: terms that count as aspects wherever they stand. */
  terms?: readonly string[];
  /** Texts of the team's own: what they often speak of is more likely to be an aspect (English). */
  corpus?: readonly string[];
  /** Models learnt from a team's own stars (`learnDomain`), in place of those that ship. */
  models?: Partial<Record<Spoken, PolarityModel>>;
};

const NAME = 'local';

/** The analyzer that needs no network: what a machine of one's own uses by default. */
export async function openLocalAnalyzer({
  terms = [],
  corpus = [],
  models = {},
}: LocalAnalyzerOptions = {}): Promise<TextAnalyzer> {
  const reading = { ...shippedModels(), ...models };
  const dictionary = new Set(terms.map((term) => normalForm(term).text));
  const finders = { zh: chineseAspects(dictionary), en: englishAspects(dictionary, corpusRates(corpus)) };
  const model = `${reading.zh.version}+${reading.en.version}`;
  const analyse = (text: TextToAnalyze): AnalyzedText => {
    try {
      return { id: text.id, outcome: 'analysed', analysis: { analyzer: NAME, model, ...read(text, reading, finders) } };
    } catch (error) {
      return { id: text.id, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return { name: NAME, model, analyze: async (texts) => texts.map(analyse) };
}

function corpusRates(corpus: readonly string[]): TermRates | undefined {
  if (corpus.length === 0) return undefined;
  const candidatesIn = englishCandidates(shippedGazetteer);
  return termRates(corpus.map((text) => candidatesIn(normalForm(text).text)));
}

type Models = Readonly<Record<Spoken, PolarityModel>>;
type Finders = Readonly<Record<Spoken, AspectFinder>>;
type Read = Pick<Analysis, 'language' | 'signature' | 'mentions'>;

function read({ text, language: stated, rating }: TextToAnalyze, models: Models, finders: Finders): Read {
  const found = findPersonalData(text);
  const safe = withoutOwnerReply(blankPersonalData(text, found));
  const language = languageOf(safe, stated);
  const spoken = spokenOf(language);
  const readClause = spoken === null ? null : clauseReader(safe, models[spoken], rating);
  const clauses = splitClauses(safe, language);
  const sentences = sentencesOf(clauses);
  // Once for all clauses of a sentence: one without a full stop may have thousands.
  const judges: ReturnType<typeof sentenceJudge>[] = [];
  const judgeOf = (clause: Clause) => {
    judges[clause.sentence] ??= sentenceJudge(safe, sentences[clause.sentence] ?? clause, models.en);
    return judges[clause.sentence] as ReturnType<typeof sentenceJudge>;
  };
  const mentions = clauses.flatMap((clause, index) => {
    const quote = redactSpan(text, { start: clause.start, end: clause.end, found });
    const place = { clause: index, start: clause.start, end: clause.end, quote };
    if (spoken === null || readClause === null) return [{ ...place, ...unread(rating) }];
    const reading = readClause(clause);
    const aspects = aspectsOf(clause, reading, finders[spoken]);
    if (aspects.length === 0) return [{ ...place, aspect: null, term: null, ...told(reading) }];
    // A Chinese clause ends at its comma and judges one thing; an English one may judge several.
    const judge = spoken === 'en' ? judgeOf(clause) : () => reading;
    return aspects.map(({ start, end, term }) => {
      const judged = judgedBy(reading, judge({ start, end }));
      return { ...place, aspect: safe.slice(start, end), term, ...judged };
    });
  });
  return { language, signature: minHash(normalForm(safe).text), mentions };
}

/** Which of the models reads a language; null if none does. */
function spokenOf(language: string): Spoken | null {
  if (language.startsWith('zh')) return 'zh';
  return language === 'en' || language.startsWith('en-') || language === 'und' ? 'en' : null;
}

/** The clause's aspects by their place in the text, each term once. */
function aspectsOf(clause: Clause, { normal, opinions, words }: ClauseReading, find: AspectFinder): Aspect[] {
  const byTerm = new Map<string, Aspect>();
  for (const { start, end, term } of find(normal.text, opinions, words)) {
    if (byTerm.has(term)) continue;
    byTerm.set(term, { start: clause.start + normal.start(start), end: clause.start + normal.end(end), term });
  }
  return [...byTerm.values()];
}

function sentenceJudge(text: string, { start, end }: Pick<Clause, 'start' | 'end'>, model: PolarityModel) {
  const judge = aspectJudge(text.slice(start, end).toLowerCase(), model);
  return (aspect: Pick<Aspect, 'start' | 'end'>) => judge({ start: aspect.start - start, end: aspect.end - start });
}

type Told = Pick<ClauseMention, 'intent' | 'polarity' | 'score' | 'confidence'>;

const told = ({ intent, polarity, score, confidence }: ClauseReading): Told => ({
  intent,
  polarity,
  score,
  confidence,
});

/** An aspect's own side where the clause takes one; wishes, questions and plain statements stay what they are. */
function judgedBy({ intent }: ClauseReading, { polarity, score, confidence }: AspectJudgement): Told {
  const takesSide = intent === 'praise' || intent === 'complaint';
  if (!takesSide || polarity === 'neutral') return { intent, polarity, score, confidence };
  return { intent: polarity === 'positive' ? 'praise' : 'complaint', polarity, score, confidence };
}

/** Of a language that no model reads, the stars say what little can be said. */
function unread(rating: number | null): Told & Pick<ClauseMention, 'aspect' | 'term'> {
  const nothing = { aspect: null, term: null, intent: 'other', polarity: 'neutral', score: 0, confidence: 0 } as const;
  if (rating === null || rating === 3) return nothing;
  const isPositive = rating > 3;
  return {
    ...nothing,
    polarity: isPositive ? 'positive' : 'negative',
    score: isPositive ? 0.3 : -0.3,
    confidence: 0.3,
  };
}
