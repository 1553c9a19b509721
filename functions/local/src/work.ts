import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { currentAnalyzer } from '@soundings/analyze/current-analyzer';
import { runAnalysis } from '@soundings/analyze/run-analysis';
import { runReanalyses } from '@soundings/analyze/run-reanalyses';
import { indexShownBuild } from '@soundings/build-insights/build-search';
import { askForDueBuild } from '@soundings/build-insights/due-build';
import { expire } from '@soundings/build-insights/expire';
import { noteOrders } from '@soundings/build-insights/note-orders';
import { runBuilds } from '@soundings/build-insights/run-builds';
import { runErasures } from '@soundings/build-insights/run-erasures';
import { runDeliveries } from '@soundings/deliver/run-deliveries';
import { runImports } from '@soundings/import/run-imports';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { runScrapes } from '@soundings/scrape/run-scrapes';
import { eachInTurn } from '@soundings/store/each-in-turn';
import { openSender } from '@soundings/webhooks/sender';
import { env, environment } from './env.ts';
import { openData } from './open-data.ts';
import { repeat } from './repeat.ts';

/** How often it is seen whether a build is due. */
const LOOK_MS = 300_000;
/** So long what is under way may take to come to an end; the rest is taken up again at the next start. */
const END_MS = 4000;

const store = await openData(env.data);
// Where steps of a build wait: a worker that was killed left some there.
const temporary = join(env.data, 'temporary');
await rm(temporary, { recursive: true, force: true });
await mkdir(temporary);
environment.TMPDIR = temporary;

const stop = new AbortController();
const fetcher = openFetcher({ contact: env.contact, hosts: store.hosts });
const sender = openSender();
const withMemory = (memoryMb: number) => ({
  store,
  openDuckDb: () => openDuckDb(store.bucket, { memoryMb }),
  signal: stop.signal,
});

const analyzer = currentAnalyzer(store);

async function analyse(): Promise<void> {
  await eachInTurn([
    () => runReanalyses({ store, signal: stop.signal }),
    () => runAnalysis({ store, analyzer, signal: stop.signal }),
  ]);
}

// Nobody else works on this folder when the machine starts: what was under way goes on at once.
await store.imports.resume();
await store.builds.resume();
await store.erasures.jobs.resume();
await store.reanalyses.resume();
await store.sources.resume();
await store.webhooks.deliveries.resume();

/** Not at once: who just started the machine may be about to ask for a build. */
let nextLook = Date.now() + LOOK_MS;
async function lookAtSchedule(): Promise<void> {
  if (Date.now() < nextLook) return;
  nextLook = Date.now() + LOOK_MS;
  await expire(withMemory(256));
  await askForDueBuild(store);
}

/** What this version keeps beside what former ones stored is made of that once. */
let isCaughtUp = false;
async function catchUp(): Promise<void> {
  if (isCaughtUp) return;
  await noteOrders(store, stop.signal);
  await indexShownBuild(store, withMemory(512).openDuckDb);
  isCaughtUp = true;
}

const loops = {
  import: repeat('import', stop.signal, () => runImports(withMemory(128))),
  analyze: repeat('analyze', stop.signal, analyse),
  build: repeat('build', stop.signal, () =>
    eachInTurn([() => runErasures(withMemory(256)), () => runBuilds(withMemory(512)), catchUp]),
  ),
  schedule: repeat('schedule', stop.signal, lookAtSchedule),
  scrape: repeat('scrape', stop.signal, () => runScrapes({ store, fetcher, signal: stop.signal })),
  deliver: repeat('deliver', stop.signal, () => runDeliveries({ store, sender, signal: stop.signal })),
};

async function end(): Promise<void> {
  if (stop.signal.aborted) return;
  stop.abort();
  setTimeout(() => process.exit(1), END_MS);
  await Promise.all(Object.values(loops).map(({ ended }) => ended));
  await store.close();
  process.exit(0);
}

process.on('message', (work: keyof typeof loops | 'stop') => (work === 'stop' ? void end() : loops[work].wake()));
// A terminal signals the whole group.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
