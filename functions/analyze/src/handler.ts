import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { openCloud } from '@soundings/store/cloud';
import { overdueSeconds } from '@soundings/store/overdue';
import { openStore } from '@soundings/store/store';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';
import { env } from './env.ts';
import { runAnalysis } from './run-analysis.ts';
import { itemsOf, StreamEvent, withOverdue, withQueued } from './streamed-queue.ts';

/** What is left for storing what was found when Lambda is about to stop the function. */
const RESERVE_MS = 10_000;
/** The stream has so long to bring an item here before a sweep looks for it. */
const STREAM_MS = 60_000;

const { table, bucket } = openCloud(env);
const metrics = new Metrics({ namespace: 'Soundings', serviceName: 'analyze' });
const analyzer = await openLocalAnalyzer();

/**
 * Woken by the table's stream with what was just written, and by a timer every minute, which takes up what the stream
 * did not bring and what is to be tried again.
 */
export async function handler(event: unknown, context: { getRemainingTimeInMillis(): number }) {
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis() - RESERVE_MS);
  const streamed = StreamEvent.safeParse(event);
  if (!streamed.success) {
    metrics.addMetric('OverdueSeconds', MetricUnit.Seconds, await overdueSeconds(table, 'analyze'));
    metrics.publishStoredMetrics();
    await runAnalysis({ store: openStore(withOverdue(table, STREAM_MS), bucket), analyzer, signal });
    return undefined;
  }
  const { items, unreadable } = itemsOf(streamed.data);
  await runAnalysis({ store: openStore(withQueued(table, items), bucket), analyzer, signal });
  return { batchItemFailures: unreadable.map((itemIdentifier) => ({ itemIdentifier })) };
}
