import type { ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Api } from '@soundings/api/api';
import { createApp } from '@soundings/api/app';
import { respondentApp } from '@soundings/api/respondent-pages';
import { openLog } from '@soundings/log/log';
import { getPath } from 'hono/utils/url';
import { environment } from './env.ts';
import { openData } from './open-data.ts';
import { uploads } from './uploads.ts';
import { forkWork } from './work-process.ts';

const log = openLog('local');
const RESTART_MS = 1000;
// Room for several survey pages: a buffer of its own for each page costs more than filling it.
Buffer.poolSize = 64 * 1024;

export type LocalOptions = {
  port: number;
  host: string;
  data: string;
  adminKey?: string | undefined;
  origin?: string | undefined;
};

/** Hosts all functions on one port over one folder: requests in this process, all other work in a second one. */
export async function startServer({ port, host, data, adminKey, origin }: LocalOptions) {
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
  const server = createAdaptorServer({ fetch: (request, bindings) => appFor(request).fetch(request, bindings) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  address ||= `http://${host === '0.0.0.0' ? 'localhost' : host}:${(server.address() as AddressInfo).port}`;

  return {
    origin: address,
    signInToken: () => store.signInLinks.create(),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await Promise.all([closed, worker.stop()]);
      await store.close();
    },
  };
}

/** The process that does all work but answering; should it ever end by itself, another takes its place. */
function keepWorker(data: string) {
  let stopping = false;
  let worker = start();

  function start(): ChildProcess {
    const next = forkWork(new URL('./worker.ts', import.meta.url), [], { ...environment, SOUNDINGS_DATA: data });
    next.on('exit', (code) => {
      if (stopping) return;
      void log.error('worker ended', { exit: code ?? undefined });
      setTimeout(() => {
        worker = start();
      }, RESTART_MS);
    });
    return next;
  }

  return {
    wake(work: 'import' | 'analyze' | 'build'): void {
      if (worker.connected) worker.send(work);
    },
    async stop(): Promise<void> {
      stopping = true;
      if (!worker.connected) return;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.send('stop');
      await ended;
    },
  };
}
