import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LocalServer, until } from './local-server.ts';

let server: LocalServer;
afterEach(() => server.remove());

const DUCKDB = createRequire(new URL('../../packages/lake/package.json', import.meta.url)).resolve('@duckdb/node-api');
/** What the worker is at: it loads its modules, is not to be reached once it has, or is busy outside of JavaScript. */
const BUSY = {
  loading: '',
  computing: 'for (;;);',
  asking: `import(${JSON.stringify(DUCKDB)}).then(async ({ DuckDBInstance }) => {
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    await connection.run('SELECT sum(hash(a.range + b.range)) FROM range(1000000) a, range(1000000) b');
  });`,
};

const READY = `await new Promise((r) => setInterval(() => process.listenerCount('message') && r(), 20));`;

/** Starts a server whose worker gives itself to `work`. Gives the worker's id. */
async function startWith(work: keyof typeof BUSY): Promise<number> {
  const begin = work === 'computing' ? READY : '';
  const preloaded = `import { isMainThread } from 'node:worker_threads';
    if (process.send && isMainThread) (async () => {
      ${begin} console.error('worker ' + process.pid + ' is ${work}'); ${BUSY[work]} })();`;
  server = await LocalServer.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preloaded)}` });
  return workerOf(work);
}

async function workerOf(work: keyof typeof BUSY): Promise<number> {
  const said = () => [...server.output.matchAll(new RegExp(`worker (\\d+) is ${work}`, 'g'))].at(-1)?.[1];
  await until(async () => said());
  return Number(said());
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  await until(async () => !isRunning(pid), 10_000).catch((error: unknown) => {
    process.kill(pid, 'SIGKILL');
    throw error;
  });
}

test('a worker that is told to end does so, another takes its place, and dies with its server while it still loads', async () => {
  const first = await startWith('loading');
  process.kill(first, 'SIGTERM');
  await untilGone(first);
  await until(async () => (await workerOf('loading')) !== first);
  await server.crash();
  await untilGone(await workerOf('loading'));
});

test('a worker that waits for an endless query does not outlive its server', async () => {
  const worker = await startWith('asking');
  await server.crash();
  await untilGone(worker);
});

test('a worker that computes without an end neither outlives its server nor keeps one from stopping; its files do not stay', async () => {
  const worker = await startWith('computing');
  await server.crash();
  await untilGone(worker);
  const temporary = join(server.data, 'temporary');
  await writeFile(join(temporary, 'left'), '');
  await server.restart();
  await until(async () => (await workerOf('computing')) !== worker);
  expect(await readdir(temporary)).toEqual([]);
  expect(await server.stop()).toBe(0);
  expect(isRunning(await workerOf('computing'))).toBe(false);
});
