import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type LambdaContext, logged } from '@soundings/log/logged-handler';
import { unreadableItems } from '@soundings/log/unreadable-items';
import { openCloud } from '@soundings/store/cloud';
import { eachInTurn } from '@soundings/store/each-in-turn';
import { overdueSeconds } from '@soundings/store/overdue';
import { openStore } from '@soundings/store/store';
import type { Table } from '@soundings/store/table';
import { tellingUnreadable } from '@soundings/store/unreadable';
import { configuredAnalyzer } from './configured-analyzer.ts';
import { env } from './env.ts';
import { countingFailures } from './failed-texts.ts';
import { runAnalysis } from './run-analysis.ts';
import { runReanalyses } from './run-reanalyses.ts';
import { itemsOf, StreamEvent, withOverdue, withQueued } from './streamed-queue.ts';

/** What is left for storing what was found when Lambda is about to stop the function. */
const RESERVE_MS = 10_000;
/** The stream has so long to bring an item here before a sweep looks for it. */
const STREAM_MS = 60_000;

const { table, bucket } = openCloud(env);
const metrics = new Metrics({ namespace: 'Soundings', serviceName: 'analyze' });
const analyzer = configuredAnalyzer(openStore(table, bucket), env);

/**
 * Woken by the table's stream with what was just written, and by a timer every minute, which takes up what the stream
 * did not bring and what is to be tried again.
 */
export const handler = logged('analyze', async (event: unknown, context: LambdaContext) => {
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis() - RESERVE_MS);
  const { table: counted, failed } = countingFailures(tellingUnreadable(table, unreadableItems('analyze', metrics)));
  const analyse = (queues: Table) => runAnalysis({ store: openStore(queues, bucket), analyzer, signal });
  try {
    const streamed = StreamEvent.safeParse(event);
    if (streamed.success) {
      const { items, unreadable } = itemsOf(streamed.data);
      await analyse(withQueued(counted, items));
      return { batchItemFailures: unreadable.map((itemIdentifier) => ({ itemIdentifier })) };
    }
    metrics.addMetric('OverdueSeconds', MetricUnit.Seconds, await overdueSeconds(table, 'analyze'));
    await eachInTurn([
      () => runReanalyses({ store: openStore(counted, bucket), signal }),
      () => analyzer.runBacklog(),
      () => analyse(withOverdue(counted, STREAM_MS)),
    ]);
    return undefined;
  } finally {
    await analyzer.settle();
    metrics.addMetric('FailedTexts', MetricUnit.Count, failed());
    metrics.publishStoredMetrics();
  }
});
