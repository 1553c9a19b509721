import type { LanguageCode } from '@aws-sdk/client-comprehend';
import type { AnalyzedText, TextToAnalyze } from './analyzer.ts';
import { analysisOf, prepareText } from './comprehend-analyzer.ts';
import { type Sentiment, unitsOf } from './comprehend-batches.ts';
import type { Sent } from './comprehend-mentions.ts';

/** A text as a job takes it: personal data blanked out. */
export type BacklogText = { id: string; safe: string };

/** The texts of a backlog that Comprehend reads, by its language codes; the others are left to the batches. */
export function backlogTexts(texts: readonly TextToAnalyze[]): Map<LanguageCode, BacklogText[]> {
  const byLanguage = new Map<LanguageCode, BacklogText[]>();
  for (const text of texts) {
    const sent = prepareText(text);
    if (sent === null) continue;
    byLanguage.set(sent.code, [...(byLanguage.get(sent.code) ?? []), { id: sent.id, safe: sent.safe }]);
  }
  return byLanguage;
}

/** What a job over these texts costs. */
export const unitsOfBacklog = (texts: readonly BacklogText[]) =>
  texts.reduce((units, { safe }) => units + unitsOf(safe), 0);

/**
 * What a job's word on a whole text makes of it, with the things that `local` found in it; null where a text complains of
 * more than one thing, which the batches must read clause by clause.
 */
export function backlogAnalysis(text: TextToAnalyze, whole: Sentiment, local: AnalyzedText): AnalyzedText | null {
  const sent = prepareText(text);
  if (sent === null || local.outcome !== 'analysed') return null;
  const isMixed = whole.sentiment === 'MIXED' || whole.sentiment === 'NEGATIVE';
  if (isMixed && sent.clauses.length > 1) return null;
  const heard = { whole, clauses: [], phrases: namedIn(sent, local), entities: [] };
  return { id: text.id, outcome: 'analysed', analysis: analysisOf(sent, heard) };
}

/** The aspects of a local analysis as Comprehend names things: with places in code points. */
function namedIn({ safe }: Sent, { analysis }: Extract<AnalyzedText, { outcome: 'analysed' }>) {
  return analysis.mentions.flatMap(({ aspect, start, end }) => {
    const at = aspect === null ? -1 : safe.indexOf(aspect, start);
    if (aspect === null || at < 0 || at + aspect.length > end) return [];
    const points = (until: number) => [...safe.slice(0, until)].length;
    return [{ BeginOffset: points(at), EndOffset: points(at + aspect.length) }];
  });
}
