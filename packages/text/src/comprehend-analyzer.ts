import type { ComprehendClient, LanguageCode } from '@aws-sdk/client-comprehend';
import type { AnalyzedText, TextAnalyzer, TextToAnalyze } from './analyzer.ts';
import { splitClauses } from './clauses.ts';
import {
  bytesOf,
  type Item,
  keyPhrases,
  MOST_BYTES,
  type Sentiment,
  sentiments,
  targetedSentiments,
  unitsOf,
} from './comprehend-batches.ts';
import { type Heard, heardMentions, type Sent } from './comprehend-mentions.ts';
import { languageOf } from './language.ts';
import { minHash } from './min-hash.ts';
import { normalForm } from './normal-form.ts';
import { withoutOwnerReply } from './owner-reply.ts';
import { blankPersonalData, findPersonalData } from './redaction.ts';

/**
 * What may be spent this month. `reserve` takes units (100 characters each) before they are spent and answers false
 * where that would pass the budget.
 */
export type UnitBudget = { reserve(units: number): Promise<boolean> };

export type ComprehendAnalyzerOptions = {
  client: ComprehendClient;
  /** Reads what Comprehend does not: other languages, texts over 5 KB, and everything past the budget. */
  fallback: Pick<TextAnalyzer, 'analyze'>;
  budget?: UnitBudget;
};

const NAME = 'comprehend';
/** Comprehend names no versions of its models; its API's is what there is. */
const MODEL = 'comprehend-2017-11-27';

const LANGUAGES: Readonly<Record<string, LanguageCode>> = {
  ar: 'ar',
  de: 'de',
  en: 'en',
  es: 'es',
  fr: 'fr',
  hi: 'hi',
  it: 'it',
  ja: 'ja',
  ko: 'ko',
  pt: 'pt',
  zh: 'zh',
};

/**
 * Reads texts by Amazon Comprehend. Whole texts are asked first, sentiment and key phrases; only those that come back
 * mixed or negative and have several clauses are asked again clause by clause, in English also for what each thing named
 * is felt to be. Personal data is blanked out before anything is sent. Throttled, timed out and unanswered texts are
 * `retry`; a text that Comprehend refuses is `failed`; neither holds back another.
 */
export function comprehendAnalyzer({ client, fallback, budget }: ComprehendAnalyzerOptions): TextAnalyzer {
  return {
    name: NAME,
    model: MODEL,
    analyze: async (texts) => {
      const outcomes = new Map<string, AnalyzedText>();
      const sent: Sent[] = [];
      const local: TextToAnalyze[] = [];
      for (const text of texts) {
        const prepared = await prepare(text, budget);
        if (prepared === null) local.push(text);
        else sent.push(prepared);
      }
      for (const code of new Set(sent.map((text) => text.code))) {
        const group = sent.filter((text) => text.code === code);
        for (const outcome of await analyzeGroup(client, group, { code, budget })) outcomes.set(outcome.id, outcome);
      }
      if (local.length > 0) for (const outcome of await fallback.analyze(local)) outcomes.set(outcome.id, outcome);
      return texts.map(({ id }) => outcomes.get(id) ?? { id, outcome: 'retry', reason: 'no outcome' });
    },
  };
}

/** A text ready to be sent, its units reserved; null where the fallback must read it. */
async function prepare(text: TextToAnalyze, budget?: UnitBudget): Promise<Sent | null> {
  const sent = prepareText(text);
  // Two operations on the whole text.
  return sent === null || (budget && !(await budget.reserve(2 * unitsOf(sent.safe)))) ? null : sent;
}

/** A text ready to be sent; null where Comprehend cannot read it. */
export function prepareText({ id, text, language: stated }: TextToAnalyze): Sent | null {
  const found = findPersonalData(text);
  const safe = withoutOwnerReply(blankPersonalData(text, found));
  const language = languageOf(safe, stated);
  const code = comprehendLanguage(language);
  if (code === null || bytesOf(safe) > MOST_BYTES || safe.trim() === '') return null;
  return { id, text, safe, found, language, code, clauses: splitClauses(safe, language) };
}

function comprehendLanguage(language: string): LanguageCode | null {
  if (/^zh-(?:Hant|TW|HK|MO)\b/.test(language)) return 'zh-TW';
  return LANGUAGES[language.split('-')[0] ?? ''] ?? null;
}

type Group = { code: LanguageCode; budget: UnitBudget | undefined };

async function analyzeGroup(
  client: ComprehendClient,
  group: readonly Sent[],
  { code, budget }: Group,
): Promise<AnalyzedText[]> {
  const texts = group.map(({ safe }) => safe);
  const [wholes, phrases] = await Promise.all([sentiments(client, texts, code), keyPhrases(client, texts, code)]);
  const closer = await readCloser(client, group, { code, budget, wholes });
  return group.map((sent, i) => {
    const parts = [wholes[i], phrases[i], ...(closer.clauses.get(i) ?? []), ...(closer.entities.get(i) ?? [])];
    const trouble = parts.find((part) => part?.outcome === 'failed') ?? parts.find((part) => part?.outcome !== 'read');
    if (trouble !== undefined) return { id: sent.id, ...trouble };
    const whole = resultOf(wholes[i]);
    if (whole === undefined)
      return { id: sent.id, outcome: 'retry', reason: 'Comprehend did not answer for this text' };
    const heard: Heard = {
      whole,
      clauses: (closer.clauses.get(i) ?? []).map(resultOf),
      phrases: resultOf(phrases[i]) ?? [],
      entities: resultOf(closer.entities.get(i)?.[0]) ?? [],
    };
    return { id: sent.id, outcome: 'analysed', analysis: analysisOf(sent, heard) };
  });
}

const resultOf = <Result>(item: Item<Result> | undefined) => (item?.outcome === 'read' ? item.result : undefined);

/** What is stored of a text that Comprehend was heard on. */
export function analysisOf(sent: Sent, heard: Heard) {
  return {
    analyzer: NAME,
    model: MODEL,
    language: sent.language,
    signature: minHash(normalForm(sent.safe).text),
    mentions: heardMentions(sent, heard),
  };
}

type Entities = Awaited<ReturnType<typeof targetedSentiments>>;
type Closer = { clauses: Map<number, Item<Sentiment>[]>; entities: Map<number, Entities> };

/** The second look at texts that complain of more than one thing; past the budget the first look stands. */
async function readCloser(
  client: ComprehendClient,
  group: readonly Sent[],
  { code, budget, wholes }: Group & { wholes: readonly Item<Sentiment>[] },
): Promise<Closer> {
  const again: number[] = [];
  for (const [i, { clauses, safe }] of group.entries()) {
    const sentiment = resultOf(wholes[i])?.sentiment;
    if (clauses.length < 2 || (sentiment !== 'MIXED' && sentiment !== 'NEGATIVE')) continue;
    const units = clauses.reduce(
      (sum, { start, end }) => sum + unitsOf(safe.slice(start, end)),
      code === 'en' ? unitsOf(safe) : 0,
    );
    if (budget === undefined || (await budget.reserve(units))) again.push(i);
  }
  const spans = again.flatMap(
    (i) => group[i]?.clauses.map(({ start, end }) => ({ i, text: group[i]?.safe.slice(start, end) ?? '' })) ?? [],
  );
  const clauses = new Map<number, Item<Sentiment>[]>();
  for (const [at, item] of (
    await sentiments(
      client,
      spans.map(({ text }) => text),
      code,
    )
  ).entries()) {
    const i = spans[at]?.i ?? -1;
    clauses.set(i, [...(clauses.get(i) ?? []), item]);
  }
  const entities = new Map<number, Entities>();
  if (code === 'en') {
    const items = await targetedSentiments(
      client,
      again.map((i) => group[i]?.safe ?? ''),
    );
    for (const [at, i] of again.entries()) entities.set(i, items.slice(at, at + 1));
  }
  return { clauses, entities };
}
