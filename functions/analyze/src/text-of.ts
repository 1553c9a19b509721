import type { QueuedFeedback } from '@soundings/store/feedback';
import type { TextToAnalyze } from '@soundings/text/analyzer';

/** A queued feedback as an analyzer takes it. */
export function textOf({ feedback: { id, text, rating, nps } }: QueuedFeedback): TextToAnalyze {
  return { id, text, rating, nps, language: null };
}
