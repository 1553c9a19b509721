import type { KeyPhrase, LanguageCode, TargetedSentimentEntity } from '@aws-sdk/client-comprehend';
import type { ClauseMention, Polarity } from '@soundings/contracts/mention';
import type { Aspect } from './aspect.ts';
import { singular } from './aspect-en.ts';
import { NO_ASPECT as NO_ENGLISH_ASPECT } from './aspect-words-en.ts';
import { NO_ASPECT as NO_CHINESE_ASPECT } from './aspect-words-zh.ts';
import type { Clause } from './clauses.ts';
import type { Sentiment } from './comprehend-batches.ts';
import { feelingOf, intentOf } from './intent.ts';
import type { Mood } from './mood.ts';
import { normalForm } from './normal-form.ts';
import { type PersonalData, redactSpan } from './redaction.ts';

/** A text on its way through Comprehend: `safe` is what is sent, personal data blanked out in place. */
export type Sent = {
  id: string;
  text: string;
  safe: string;
  found: readonly PersonalData[];
  language: string;
  code: LanguageCode;
  clauses: readonly Clause[];
};

/** What Comprehend said of a text: of the whole, of its clauses where they were asked, of what it names. */
export type Heard = {
  whole: Sentiment;
  clauses: readonly (Sentiment | undefined)[];
  phrases: readonly KeyPhrase[];
  entities: readonly TargetedSentimentEntity[];
};

type Named = Aspect & { sentiment: Sentiment | undefined };

/** One mention per clause and term of it; clauses that were not asked take the whole text's sentiment. */
export function heardMentions(sent: Sent, { whole, clauses, phrases, entities }: Heard): ClauseMention[] {
  const named = [...entityAspects(sent, entities), ...phraseAspects(sent, phrases)];
  return sent.clauses.flatMap((clause, index): ClauseMention[] => {
    const { start, end } = clause;
    const place = { clause: index, start, end, quote: redactSpan(sent.text, { start, end, found: sent.found }) };
    const sentiment = clauses[index] ?? whole;
    const inside = uniqueTerms(named.filter((aspect) => aspect.start >= start && aspect.end <= end));
    if (inside.length === 0) return [{ ...place, aspect: null, term: null, ...toldBy(sent, clause, sentiment, whole) }];
    return inside.map((aspect) => ({
      ...place,
      aspect: sent.safe.slice(aspect.start, aspect.end),
      term: aspect.term,
      ...toldBy(sent, clause, aspect.sentiment ?? sentiment, whole),
    }));
  });
}

function toldBy({ safe, code }: Sent, { start, end }: Clause, { scores }: Sentiment, { scores: all }: Sentiment) {
  const mood: Mood = { praise: scores.Positive, complaint: scores.Negative, neither: scores.Neutral + scores.Mixed };
  const lean = Math.log((all.Positive + 0.01) / (all.Negative + 0.01));
  const closing = /^\s*[?？!！。.]*/u.exec(safe.slice(end, end + 4))?.[0] ?? '';
  const clause = normalForm(safe.slice(start, end)).text + closing;
  const feeling = feelingOf(mood);
  const intent =
    code.startsWith('zh') || code === 'en'
      ? intentOf({ clause, language: code === 'en' ? 'en' : 'zh', mood, lean })
      : feeling;
  const polarity: Polarity = feeling === 'other' ? 'neutral' : feeling === 'praise' ? 'positive' : 'negative';
  const confidence = { positive: mood.praise, negative: mood.complaint, neutral: mood.neither }[polarity];
  return { intent, polarity, score: bounded(mood.praise - mood.complaint, -1), confidence: bounded(confidence, 0) };
}

// Comprehend's scores are 32-bit floats: a sum of them may pass 1 by a hair.
const bounded = (value: number, least: number) => Math.max(least, Math.min(1, value));

const NO_THING = new Set(['PERSON', 'DATE', 'QUANTITY', 'MONETARY']);

function entityAspects(sent: Sent, entities: readonly TargetedSentimentEntity[]): Named[] {
  return entities.flatMap(({ Mentions = [] }) =>
    Mentions.flatMap(({ Type = '', BeginOffset = 0, EndOffset = 0, MentionSentiment }) => {
      const aspect = NO_THING.has(Type) ? null : aspectAt(sent, BeginOffset, EndOffset);
      const scores = MentionSentiment?.SentimentScore;
      if (aspect === null) return [];
      const { Positive = 0, Negative = 0, Neutral = 0, Mixed = 0 } = scores ?? {};
      const sentiment = {
        sentiment: MentionSentiment?.Sentiment ?? 'NEUTRAL',
        scores: { Positive, Negative, Neutral, Mixed },
      };
      return [{ ...aspect, sentiment: scores ? sentiment : undefined }];
    }),
  );
}

const phraseAspects = (sent: Sent, phrases: readonly KeyPhrase[]): Named[] =>
  phrases.flatMap(({ BeginOffset = 0, EndOffset = 0 }) => {
    const aspect = aspectAt(sent, BeginOffset, EndOffset);
    return aspect === null ? [] : [{ ...aspect, sentiment: undefined }];
  });

const DETERMINER = /^(?:(?:the|a|an|my|your|his|her|its|our|their|this|that|these|those|very|such)\s+)+/i;
const CHINESE_DETERMINER = /^(?:这个|那个|这款|我的|你的|他的|这|那|一个)/u;
const LONGEST_TERM = 30;

/** The thing at a place that Comprehend gives in code points; null where it names no aspect. */
function aspectAt({ safe, code }: Sent, begin: number, finish: number): Aspect | null {
  const from = utf16At(safe, begin);
  const end = utf16At(safe, finish);
  const said = safe.slice(from, end);
  const determiner = (code === 'en' ? DETERMINER : CHINESE_DETERMINER).exec(said)?.[0].length ?? 0;
  const start = from + determiner;
  const normal = normalForm(safe.slice(start, end)).text.trim();
  const term = code === 'en' ? singular(normal) : normal;
  const isNone = NO_ENGLISH_ASPECT.has(normal) || NO_ENGLISH_ASPECT.has(term) || NO_CHINESE_ASPECT.has(term);
  return isNone || term.length < 2 || term.length > LONGEST_TERM || !/\p{L}/u.test(term) ? null : { start, end, term };
}

/** UTF-16 units before a code point: Comprehend counts characters outside the basic plane once. */
function utf16At(text: string, points: number): number {
  let units = 0;
  for (let i = 0; i < points && units < text.length; i++) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

function uniqueTerms(aspects: readonly Named[]): Named[] {
  const byTerm = new Map<string, Named>();
  for (const aspect of aspects) if (!byTerm.has(aspect.term)) byTerm.set(aspect.term, aspect);
  return [...byTerm.values()];
}
