import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { endGroup, spawnDependent } from './dependent-process.ts';

const WAIT = 'setInterval(() => {}, 1000);';
/** Starts another process, says both their ids and waits. */
const PARENT = `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(WAIT)}]);
  console.error(process.pid + ' ' + pid); ${WAIT}`;

async function idsOf(child: ReturnType<typeof spawnDependent>): Promise<number[]> {
  const [line] = await once(child.stderr ?? child, 'data');
  return String(line).trim().split(' ').map(Number);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('it ends with everything that it started when it is told to', async () => {
  const child = spawnDependent(process.execPath, ['-e', PARENT], process.env);
  const ids = await idsOf(child);
  expect(ids.map(isRunning)).toEqual([true, true]);
  await endGroup(child);
  await vi.waitFor(() => expect(ids.map(isRunning)).toEqual([false, false]), 5000);
  await endGroup(child);
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('it ends when %s ends whoever started it', async (signal) => {
  const starter = `
    import { spawnDependent } from ${JSON.stringify(new URL('./dependent-process.ts', import.meta.url).href)};
    spawnDependent(process.execPath, ['-e', ${JSON.stringify(PARENT)}], process.env).stderr.pipe(process.stderr);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', starter];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ids = await idsOf(child);
  expect(ids.map(isRunning)).toEqual([true, true]);
  child.kill(signal);
  await vi.waitFor(() => expect(ids.map(isRunning)).toEqual([false, false]), 5000);
});
