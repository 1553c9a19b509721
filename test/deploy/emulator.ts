import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { endGroup, spawnDependent } from './dependent-process.ts';
import { freePort } from './free-port.ts';

/** https://pypi.org/project/ministack: AWS on one port, with Lambdas that it runs as processes of this machine. */
const PACKAGE = 'ministack==1.5.33';

export type Emulator = {
  /** What the SDK and the CDK's command line take from the environment to talk to it. */
  environment: NodeJS.ProcessEnv;
  port: number;
  stop(): Promise<void>;
};

/** Installs the emulator into the user's cache at its first use and starts it on a free port of this machine alone. */
export async function startEmulator(): Promise<Emulator> {
  const venv = join(homedir(), '.cache', 'soundings', PACKAGE.replace('==', '-'));
  const command = join(venv, 'bin', 'ministack');
  if (!existsSync(command)) {
    execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
    execFileSync(join(venv, 'bin', 'pip'), ['install', '--quiet', PACKAGE], { stdio: 'inherit' });
  }
  const port = await freePort();
  const child = spawnDependent(command, [], {
    ...process.env,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    // Its Lambdas run on this very Node.
    PATH: pathWithThisNode(),
  });
  let log = '';
  child.stderr?.on('data', (text: Buffer) => {
    log = (log + text).slice(-20_000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 60_000; ; ) {
    if (await fetch(`${endpoint}/_ministack/health`).catch(() => undefined)) break;
    if (Date.now() > end || child.exitCode !== null) throw new Error(`the emulator did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    port,
    environment: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: '000000000000',
      AWS_SECRET_ACCESS_KEY: 'none',
      CDK_DEFAULT_ACCOUNT: '000000000000',
      CDK_DEFAULT_REGION: 'eu-central-1',
    },
    // Together with the Lambdas that it started.
    stop: () => endGroup(child),
  };
}

function pathWithThisNode(): string {
  return [dirname(process.execPath), process.env.PATH].join(delimiter);
}
