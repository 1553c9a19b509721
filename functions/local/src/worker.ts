import { parentPort, workerData } from 'node:worker_threads';
import { runAnalysis } from '@soundings/analyze/run-analysis';
import { runBuilds } from '@soundings/build-insights/run-builds';
import { runImports } from '@soundings/import/run-imports';
import { openDuckDb as openDuckDbOver } from '@soundings/lake/duckdb';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';
import { openData } from './open-data.ts';
import { repeat } from './repeat.ts';

// Everything but answering requests: in a thread of its own, so that no page waits for a build.

const { data } = workerData as { data: string };
const store = await openData(data);
const stop = new AbortController();
const machine = { store, openDuckDb: () => openDuckDbOver(store.bucket), signal: stop.signal };

let analyzer: ReturnType<typeof openLocalAnalyzer> | undefined;
const loops = {
  import: repeat('import', stop.signal, () => runImports(machine)),
  analyze: repeat('analyze', stop.signal, async () => {
    analyzer ??= openLocalAnalyzer();
    return runAnalysis({ store, analyzer: await analyzer, signal: stop.signal });
  }),
  build: repeat('build', stop.signal, () => runBuilds(machine)),
};

// Nobody else works on this folder when the machine starts: what was under way goes on at once.
await store.imports.resume();
await store.builds.resume();
for (const loop of Object.values(loops)) loop.wake();

parentPort?.on('message', async (message: keyof typeof loops | 'stop') => {
  if (message !== 'stop') return loops[message].wake();
  stop.abort();
  await Promise.all(Object.values(loops).map(({ ended }) => ended));
  await store.close();
  parentPort?.close();
});
parentPort?.postMessage('ready');
