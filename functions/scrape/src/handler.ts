import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type LambdaContext, logged } from '@soundings/log/logged-handler';
import { unreadableItems } from '@soundings/log/unreadable-items';
import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { openCloud } from '@soundings/store/cloud';
import { openCollectorStore } from '@soundings/store/collector-store';
import { overdueSeconds } from '@soundings/store/overdue';
import { tellingUnreadable } from '@soundings/store/unreadable';
import { env } from './env.ts';
import { runScrapes } from './run-scrapes.ts';

/** What is left for putting down what is under way, and then for ending it, when Lambda is about to stop the function. */
const RESERVE_MS = 60_000;
const LAST_MS = 10_000;

const metrics = new Metrics({ namespace: 'Soundings', serviceName: 'scrape' });
const { table, bucket } = openCloud(env);
const store = openCollectorStore(tellingUnreadable(table, unreadableItems('scrape', metrics)), bucket);
const fetcher = openFetcher({ contact: env.contact, hosts: store.hosts });

/** Called by a timer every minute: collects from the sources that are due. What it cannot finish is due again. */
export const handler = logged('scrape', async (_event: unknown, context: LambdaContext) => {
  metrics.addMetric('OverdueSeconds', MetricUnit.Seconds, await overdueSeconds(table, 'scrape'));
  const remaining = context.getRemainingTimeInMillis();
  const signal = AbortSignal.timeout(remaining - LAST_MS);
  try {
    await runScrapes({ store, fetcher, signal, until: Date.now() + remaining - RESERVE_MS });
    const { items } = await store.sources.list({ limit: 1000 });
    const alerted = items.filter(({ status, alerts }) => status !== 'paused' && alerts.length > 0);
    metrics.addMetric('AlertedSources', MetricUnit.Count, alerted.length);
  } finally {
    metrics.publishStoredMetrics();
  }
});
