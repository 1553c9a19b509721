import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { PRODUCT_FLAGS } from '../../product-flags.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ADMIN_KEY = 'a-key-of-the-benchmark-that-nobody-else-has';

/** The whole product on one machine, as a process of its own that can be killed and started again on the same data. */
export async function startLocalServer() {
  const data = await mkdtemp(join(tmpdir(), 'soundings-bench-'));
  let child = await start(data, 0);
  const port = Number(new URL(child.origin).port);
  const api = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${child.origin}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    return answer.json();
  };
  return {
    origin: () => child.origin,
    /** Kills the process at once, as a power cut does to it, and starts it again on the same port. */
    async killAndRestart() {
      await kill(child.process);
      child = await start(data, port);
    },
    async publish(definition: SurveyDefinition): Promise<string> {
      const product = (await api('POST', '/products', { name: 'Teapot', role: 'ours' })) as { id: string };
      const survey = (await api('POST', '/surveys', { productId: product.id, definition })) as { id: string };
      await api('POST', `/surveys/${survey.id}/publish`);
      return survey.id;
    },
    async responses(survey: string): Promise<number> {
      let count = 0;
      for (let cursor = ''; ; ) {
        const page = (await api(
          'GET',
          `/surveys/${survey}/responses?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        )) as {
          items: unknown[];
          cursor?: string;
        };
        count += page.items.length;
        if (!page.cursor) return count;
        cursor = page.cursor;
      }
    },
    async stop() {
      await kill(child.process);
      await rm(data, { recursive: true, force: true });
    },
  };
}

export type LocalServer = Awaited<ReturnType<typeof startLocalServer>>;

async function start(data: string, port: number): Promise<{ process: ChildProcess; origin: string }> {
  return startScript('functions/local/src/start.ts', {
    PORT: String(port),
    SOUNDINGS_DATA: data,
    SOUNDINGS_ADMIN_KEY: ADMIN_KEY,
  });
}

/** Starts a TypeScript file in a process of its own; it is ready when it prints its address. */
export async function startScript(
  file: string,
  env: Record<string, string>,
): Promise<{ process: ChildProcess; origin: string }> {
  const child = spawn(process.execPath, [...PRODUCT_FLAGS, '--import', 'tsx', file], {
    cwd: ROOT,
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.base.json'), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const [address] = /http:\/\/[\d.]+:\d+/.exec(String(chunk)) ?? [];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`${file} ended before it was ready`)));
  });
  return { process: child, origin };
}

/** Ends a process at once. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
