import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type LambdaContext, logged } from '@soundings/log/logged-handler';
import { unreadableItems } from '@soundings/log/unreadable-items';
import { openCloud } from '@soundings/store/cloud';
import { overdueSeconds } from '@soundings/store/overdue';
import { openStore } from '@soundings/store/store';
import { tellingUnreadable } from '@soundings/store/unreadable';
import { openSender } from '@soundings/webhooks/sender';
import * as z from 'zod';
import { env } from './env.ts';
import { runDeliveries } from './run-deliveries.ts';

/** What is left for storing what came of the last attempts when Lambda is about to stop the function. */
const RESERVE_MS = 5_000;

const Sweep = z.object({ reason: z.literal('sweep') });

const metrics = new Metrics({ namespace: 'Soundings', serviceName: 'deliver' });
const { table, bucket } = openCloud(env);
const store = openStore(tellingUnreadable(table, unreadableItems('deliver', metrics)), bucket);

/**
 * Woken by the table's stream when something is to be told, and by a timer every minute, which takes up what is to be
 * tried again. Whatever woke it, it works on the queue: what the queue's index does not show yet, the timer finds.
 */
export const handler = logged('deliver', async (event: unknown, context: LambdaContext) => {
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis() - RESERVE_MS);
  // Connections do not outlive the freeze between two calls.
  const sender = openSender();
  try {
    if (Sweep.safeParse(event).success) {
      metrics.addMetric('OverdueSeconds', MetricUnit.Seconds, await overdueSeconds(table, 'webhook'));
    }
    await runDeliveries({ store, sender, signal });
  } finally {
    sender.close();
    metrics.publishStoredMetrics();
  }
});
