import type { Analysis } from '@soundings/contracts/feedback';

/**
 * One feedback as an analyzer takes it: its text as stored, and what else is known of it. `language` is a BCP 47 tag
 * where the source says one; `rating` runs from 1 to 5, `nps` from 0 to 10.
 */
export type TextToAnalyze = {
  id: string;
  text: string;
  language: string | null;
  rating: number | null;
  nps: number | null;
};

/**
 * What became of one text. `failed` is the text's own fault and final; `retry` is the moment's (throttled, timed out)
 * and leaves the feedback pending; `throttled` ones are never given up.
 */
export type AnalyzedText =
  | { id: string; outcome: 'analysed'; analysis: Omit<Analysis, 'analyzedAt'> }
  | { id: string; outcome: 'failed'; reason: string }
  | { id: string; outcome: 'retry'; reason: string; throttled?: true };

/**
 * Turns texts into mentions. One outcome per text, in the texts' order; one text cannot hold back another. The local
 * analyzer and Comprehend's are held to one contract suite.
 */
export type TextAnalyzer = {
  name: string;
  model: string;
  analyze(texts: readonly TextToAnalyze[]): Promise<AnalyzedText[]>;
};
