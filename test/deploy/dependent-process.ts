import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends the group once nobody holds the other end of the pipe any more: whoever started it is gone, killed perhaps. */
const WITH_ITS_STARTER =
  'exec 3<&0; { while read -r line <&3; do :; done; kill -s TERM -- -$$; } & exec "$0" "$@" 3<&- </dev/null';

/** Starts a command as a group of processes of its own that ends with this process, however that ends. */
export function spawnDependent(command: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn('sh', ['-c', WITH_ITS_STARTER, command, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
}

/** Ends it together with everything that it started. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (!child.pid) return;
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch (error) {
    // All of them are gone by themselves.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await ended;
}
