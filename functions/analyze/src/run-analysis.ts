import type { QueuedFeedback } from '@soundings/store/feedback';
import type { Store } from '@soundings/store/store';
import type { AnalyzedText, TextAnalyzer } from '@soundings/text/analyzer';
import { splitResponses } from './split-responses.ts';
import { textOf } from './text-of.ts';

/** Texts are taken up so many at a time: what is lost to a kill is at most the analysis of these. */
const BATCH = 250;
/** After so many attempts a text is given up, with the last reason. */
const MAX_ATTEMPTS = 8;

type Analyzer = Pick<TextAnalyzer, 'analyze'>;
type Outcome = AnalyzedText | { outcome: 'retry'; reason: string; throttled?: true };
type Work = { store: Store; analyzer: Analyzer; signal?: AbortSignal };

/**
 * Analyses what waits for it until nothing does, or until the signal says stop. Any number of these may run at once and
 * be killed anywhere: a text leaves the queue in the same write that stores its analysis. Gives how many it stored.
 */
export async function runAnalysis({ store, analyzer, signal }: Work): Promise<number> {
  for (let stored = 0; ; ) {
    if (signal?.aborted) return stored;
    await splitResponses(store);
    const waiting = await store.feedback.toAnalyze(BATCH);
    if (waiting.length === 0) return stored;
    stored += await analyzeBatch(waiting, { store, analyzer });
  }
}

async function analyzeBatch(waiting: readonly QueuedFeedback[], { store, analyzer }: Work): Promise<number> {
  const outcomes = new Map((await outcomesOf(waiting, analyzer)).map((outcome) => [outcome.id, outcome]));
  const analyzedAt = new Date().toISOString();
  const analysed = [];
  for (const queued of waiting) {
    const outcome: Outcome = outcomes.get(queued.feedback.id) ?? {
      outcome: 'retry',
      reason: 'the analyzer gave no answer',
    };
    if (outcome.outcome === 'analysed') {
      analysed.push({ ...queued, analysis: { ...outcome.analysis, analyzedAt } });
    } else if (outcome.outcome === 'retry' && outcome.throttled) {
      // Too many requests are nobody's fault: such a text waits on, however often it was tried.
      await store.feedback.retry(queued, outcome.reason, { counts: false });
    } else if (outcome.outcome === 'failed' || queued.feedback.attempts + 1 >= MAX_ATTEMPTS) {
      await store.feedback.fail(queued, outcome.reason);
    } else {
      await store.feedback.retry(queued, outcome.reason);
    }
  }
  const kept = await store.feedback.storeAnalysis(analysed);
  return kept.filter(Boolean).length;
}

/** A batch that fails as a whole is tried text by text, so that one bad text holds back no other. */
async function outcomesOf(waiting: readonly QueuedFeedback[], analyzer: Analyzer): Promise<AnalyzedText[]> {
  const texts = waiting.map(textOf);
  try {
    return await analyzer.analyze(texts);
  } catch (error) {
    if (waiting.length === 1) return [{ id: texts[0]?.id ?? '', outcome: 'retry', reason: reasonOf(error) }];
    const alone = [];
    for (const queued of waiting) alone.push(...(await outcomesOf([queued], analyzer)));
    return alone;
  }
}

/** The kind of the error alone: its message may hold the text. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
