import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRODUCT_FLAGS } from '../product-flags.ts';

const KEY = 'key-of-the-tests';
const ROOT = new URL('../../', import.meta.url).pathname;

export type Answer = { status: number; body: any; headers: Headers };

/** The product as its user starts it, in a process group of its own, over a data folder that outlives it. */
export class LocalServer {
  readonly origin: string;
  readonly key = KEY;
  private readonly port: number;
  readonly data: string;
  private readonly environment: NodeJS.ProcessEnv;
  private process: ChildProcess | undefined;
  output = '';

  private constructor(port: number, data: string, environment: NodeJS.ProcessEnv) {
    this.port = port;
    this.data = data;
    this.environment = environment;
    this.origin = `http://127.0.0.1:${port}`;
  }

  static async start(environment: NodeJS.ProcessEnv = {}): Promise<LocalServer> {
    const server = new LocalServer(await freePort(), await mkdtemp(join(tmpdir(), 'soundings-')), environment);
    await server.restart();
    return server;
  }

  async restart(): Promise<void> {
    const child = this.launch(this.port, (text) => {
      this.output += text;
    });
    this.process = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${this.output}`);
      return (await fetch(`${this.origin}/healthz`).catch(() => undefined))?.ok;
    });
  }

  /** As whoever starts a second one over the same folder, on this port or the same one. Gives how it ended. */
  async startAnother(port = this.port): Promise<{ code: number | null; output: string }> {
    let output = '';
    const child = this.launch(port, (text) => {
      output += text;
    });
    const tooLong = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 15_000);
    const [code] = await once(child, 'close');
    clearTimeout(tooLong);
    return { code, output };
  }

  private launch(port: number, onOutput: (text: Buffer) => void): ChildProcess {
    const args = [...PRODUCT_FLAGS, 'functions/local/src/start.ts'];
    const env = {
      ...process.env,
      PORT: String(port),
      SOUNDINGS_DATA: this.data,
      SOUNDINGS_ADMIN_KEY: KEY,
      ...this.environment,
    };
    const child = spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
    return child;
  }

  /** As `kill -9` of everything that the start command started. */
  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  /** As `kill -9` of the process that answers, and of no other. */
  async crash(): Promise<void> {
    const child = this.process;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await ended;
    this.process = undefined;
  }

  /** Holds all its processes still, or lets them go on. */
  hold(isHeld: boolean): void {
    if (this.process?.pid) process.kill(-this.process.pid, isHeld ? 'SIGSTOP' : 'SIGCONT');
  }

  /** As Ctrl-C does. Gives the exit code. */
  async stop(): Promise<number | null> {
    return this.signal('SIGINT');
  }

  private async signal(name: NodeJS.Signals): Promise<number | null> {
    const child = this.process;
    if (!child?.pid || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, name);
    return ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${KEY}`, ...init.headers };
    const answer = await fetch(`${this.origin}${path}`, { ...init, headers });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
  }

  get(path: string): Promise<Answer> {
    return this.request(path);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, ...init });
  }

  /** Sends a file and gives the import's id. */
  async sendFile(query: string, file: string | Uint8Array<ArrayBuffer>, contentType = 'text/csv'): Promise<string> {
    const init = { method: 'POST', headers: { 'content-type': contentType }, body: file, duplex: 'half' };
    const { status, body } = await this.request(`/v1/imports?${query}`, init as RequestInit);
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.id;
  }

  /** Waits until a job is done or failed and gives it. */
  async finished(path: string, timeoutMs = 120_000): Promise<any> {
    let job: any;
    await until(async () => {
      job = (await this.get(path)).body;
      return job.status === 'done' || job.status === 'failed';
    }, timeoutMs);
    return job;
  }

  async build(options: object = {}): Promise<any> {
    const { body } = await this.post('/v1/insights/builds', options);
    return this.finished(`/v1/insights/builds/${body.id}`);
  }

  async createProduct(name: string, role: 'ours' | 'competitor'): Promise<string> {
    return (await this.post('/v1/products', { name, role })).body.id;
  }

  async publishedSurvey(productId: string, template = 'product-feedback'): Promise<string> {
    const { body } = await this.post('/v1/surveys', { template, productId });
    await this.post(`/v1/surveys/${body.id}/publish`);
    return body.id;
  }
}

/** Asks every 100 ms until the answer is yes. */
export async function until(ask: () => Promise<unknown>, timeoutMs = 30_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    if (await ask()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within ${timeoutMs} ms`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
