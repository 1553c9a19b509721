import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { openDuckDb } from '@soundings/lake/duckdb';
import { type LambdaContext, logged } from '@soundings/log/logged-handler';
import { unreadableItems } from '@soundings/log/unreadable-items';
import { openCloud } from '@soundings/store/cloud';
import { overdueSeconds } from '@soundings/store/overdue';
import { openStore } from '@soundings/store/store';
import { tellingUnreadable } from '@soundings/store/unreadable';
import * as z from 'zod';
import { env } from './env.ts';
import { runImports } from './run-imports.ts';

/** What is left for storing the progress when Lambda is about to stop the function. */
const RESERVE_MS = 10_000;

const metrics = new Metrics({ namespace: 'Soundings', serviceName: 'import' });
const { table, bucket } = openCloud(env);
const store = openStore(tellingUnreadable(table, unreadableItems('import', metrics)), bucket);

/** What EventBridge tells of an object that came into the bucket. */
const Uploaded = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string(), size: z.int().nonnegative() }) }),
});

/** An object of an import: `uploads/<import>/…`. */
const UPLOAD = /^uploads\/(?<id>imp_[^/]+)\//;

/**
 * Woken by the api when an import is due, by EventBridge when a file that was announced has come, and by a timer every
 * minute. Whichever it was, it works on all imports that are due; one that it cannot finish in time is due again.
 */
export const handler = logged('import', async (event: unknown, context: LambdaContext) => {
  const uploaded = Uploaded.safeParse(event);
  if (uploaded.success) {
    const { key, size } = uploaded.data.detail.object;
    const id = UPLOAD.exec(key)?.groups?.id;
    if (id) await store.imports.start(id, { size });
  }
  metrics.addMetric('OverdueSeconds', MetricUnit.Seconds, await overdueSeconds(table, 'import'));
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis() - RESERVE_MS);
  try {
    await runImports({ store, openDuckDb: () => openDuckDb(bucket, { memoryMb: 1024 }), signal });
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    metrics.publishStoredMetrics();
  }
});
