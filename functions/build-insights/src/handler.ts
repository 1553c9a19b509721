import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { AthenaClient } from '@aws-sdk/client-athena';
import { openAthena } from '@soundings/lake/athena';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { type LambdaContext, logged } from '@soundings/log/logged-handler';
import { tracedCalls } from '@soundings/log/traces';
import { unreadableItems } from '@soundings/log/unreadable-items';
import { patience } from '@soundings/store/aws-patience';
import { openCloud } from '@soundings/store/cloud';
import { eachInTurn } from '@soundings/store/each-in-turn';
import { overdueSeconds } from '@soundings/store/overdue';
import { openStore } from '@soundings/store/store';
import { tellingUnreadable } from '@soundings/store/unreadable';
import * as z from 'zod';
import { indexShownBuild } from './build-search.ts';
import { askForDueBuild } from './due-build.ts';
import { env } from './env.ts';
import { expire } from './expire.ts';
import { noteOrders } from './note-orders.ts';
import { runBuilds } from './run-builds.ts';
import { runErasures } from './run-erasures.ts';

/** What is left for storing the progress when Lambda is about to stop the function. */
const RESERVE_MS = 10_000;

const metrics = new Metrics({ namespace: 'Soundings', serviceName: 'build-insights' });
const { table, bucket } = openCloud(env);
const store = openStore(tellingUnreadable(table, unreadableItems('build-insights', metrics)), bucket);

const { athena } = env;
const largeLake = athena && {
  fromRows: athena.fromRows,
  open: (duckdb: DuckDb) =>
    openAthena({
      client: tracedCalls(new AthenaClient(patience('athena'))),
      ...athena,
      bucket: env.bucketName,
      texts: {
        readText: async (key) => String((await bucket.get(key)) ?? ''),
        putText: async (key, text) => void (await bucket.put(key, text)),
      },
      duckdb,
    }),
};

const Scheduled = z.object({ reason: z.literal('schedule') });

/**
 * Woken by the api when a build is asked for, and by a timer every minute; another one sees
 * every hour whether a build is due. Persons are erased before anything is built. A build that is not finished in time is due again.
 */
export const handler = logged('build-insights', async (event: unknown, context: LambdaContext) => {
  const isScheduled = Scheduled.safeParse(event).success;
  if (isScheduled) await askForDueBuild(store);
  metrics.addMetric('OverdueSeconds', MetricUnit.Seconds, await overdueSeconds(table, 'build'));
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis() - RESERVE_MS);
  try {
    const machine = { store, openDuckDb: () => openDuckDb(bucket, { memoryMb: 1536 }), signal };
    await eachInTurn([
      async () => isScheduled && (await expire(machine)),
      () => runErasures(machine),
      () => runBuilds({ ...machine, ...(largeLake && { largeLake }) }),
      async () => isScheduled && (await noteOrders(store, signal)),
      async () => isScheduled && (await indexShownBuild(store, machine.openDuckDb)),
    ]);
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    metrics.publishStoredMetrics();
  }
});
