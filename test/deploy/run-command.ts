import { spawn } from 'node:child_process';
import { once } from 'node:events';

const stop = new AbortController();

/** Has this process come to its end in order when it is told to stop: what it runs is stopped, and what follows is not begun. */
export function endInOrder(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      process.exitCode = 1;
      stop.abort(new Error(`stopped by ${signal}`));
    });
  }
}

/** Runs a command to its end, with our own input and output. Gives its exit code; throws where this process is told to stop. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number | null> {
  stop.signal.throwIfAborted();
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  const end = () => child.kill('SIGTERM');
  stop.signal.addEventListener('abort', end);
  const [code] = await once(child, 'exit');
  stop.signal.removeEventListener('abort', end);
  stop.signal.throwIfAborted();
  return code;
}
