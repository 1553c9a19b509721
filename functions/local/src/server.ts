import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { getRequestListener, RequestError } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Api } from '@soundings/api/api';
import { createApp } from '@soundings/api/app';
import { respondentApp } from '@soundings/api/respondent-pages';
import { inBrief, openLog } from '@soundings/log/log';
import { lockFolder } from '@soundings/store/folder-lock';
import { getPath } from 'hono/utils/url';
import { environment } from './env.ts';
import { openData } from './open-data.ts';
import { uploads } from './uploads.ts';
import { forkWork } from './work-process.ts';

const log = openLog('local');
const RESTART_MS = 1000;
/** After so long nobody is waited for any more: neither a client that takes its time nor work that does not end. */
const STOP_MS = 5000;
// Room for several survey pages: a buffer of its own for each page costs more than filling it.
Buffer.poolSize = 64 * 1024;

export type LocalOptions = {
  port: number;
  host: string;
  data: string;
  adminKey?: string | undefined;
  origin?: string | undefined;
};

/**
 * Hosts all functions on one port over one folder: requests in this process, all other work in a second one. Throws
 * `FolderInUse` where another server has the folder, before anything of it is read or written.
 */
export async function startServer({ port, host, data, adminKey, origin }: LocalOptions) {
  // Two over one folder would each take up at once what the other has in hand. The worker is part of this one.
  const lock = await lockFolder(data);
  const store = await openData(data);
  const worker = keepWorker(data);
  let address = origin ?? '';
  const files = uploads({ store, origin: () => address, wake: () => worker.wake('import') });
  const api: Api = {
    store,
    origin: () => address,
    adminKey,
    wake: worker.wake,
    uploadUrl: files.url,
    addressOf: (c) => getConnInfo(c).remote.address ?? null,
    maxBodyBytes: Number.POSITIVE_INFINITY,
  };
  const everything = await createApp(api);
  const surveys = await respondentApp(api);

  function appFor(request: Request) {
    const path = getPath(request);
    if (path.startsWith('/s/')) return surveys;
    return path.startsWith('/uploads/') ? files.routes : everything;
  }
  const answer = getRequestListener((request, bindings) => appFor(request).fetch(request, bindings), {
    errorHandler: refuse,
  });
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // Not before: where the port is taken, nothing is worked on.
  worker.start();
  address ||= `http://${host === '0.0.0.0' ? 'localhost' : host}:${(server.address() as AddressInfo).port}`;

  return {
    origin: address,
    signInToken: () => store.signInLinks.create(),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      const impatience = setTimeout(() => server.closeAllConnections(), STOP_MS);
      server.closeIdleConnections();
      await Promise.all([closed, worker.stop()]);
      clearTimeout(impatience);
      await store.close();
      lock.release();
    },
  };
}

/** What is asked in a way that no route can be found by: an address or a host that is none. */
function refuse(error: unknown): Response {
  if (!(error instanceof RequestError)) void log.error('request failed', inBrief(error));
  const told =
    error instanceof RequestError
      ? { status: 400, title: 'The request is not right', detail: 'Its address or its Host cannot be read.' }
      : { status: 500, title: 'Internal error', detail: 'Try again; if it stays, the log says more.' };
  return Response.json(told, { status: told.status, headers: { 'content-type': 'application/problem+json' } });
}

/** The process that does all work but answering; should it ever end by itself, another takes its place. */
function keepWorker(data: string) {
  let stopping = false;
  let worker: ChildProcess | undefined;

  function start(): void {
    if (stopping) return;
    const next = forkWork(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), [], {
      ...environment,
      SOUNDINGS_DATA: data,
    });
    worker = next;
    next.on('exit', (code) => {
      if (stopping) return;
      void log.error('worker ended', { exit: code ?? undefined });
      setTimeout(start, RESTART_MS);
    });
    // It could not be started, or is ending while it is told something: no reason for the server to end as well.
    next.on('error', (error) => {
      void log.error('worker not reached', inBrief(error));
      if (next.pid === undefined) setTimeout(start, RESTART_MS);
    });
  }

  return {
    start,
    wake(work: 'import' | 'analyze' | 'build'): void {
      if (worker?.connected) worker.send(work);
    },
    async stop(): Promise<void> {
      stopping = true;
      const last = worker;
      if (!last?.connected) return;
      const ended = new Promise((resolve) => last.once('exit', resolve));
      const impatience = setTimeout(() => last.kill('SIGKILL'), STOP_MS);
      last.send('stop');
      await ended;
      clearTimeout(impatience);
    },
  };
}
