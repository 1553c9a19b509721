import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a process of its own measured of itself (speed-process.ts): a warm benchmark would flatter loading and memory. */
export function speed(): { figures: Record<string, number | undefined>; rows: [] } {
  const script = fileURLToPath(new URL('speed-process.ts', import.meta.url));
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--disable-warning=ExperimentalWarning', script], {
    encoding: 'utf8',
  });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return { figures: line.startsWith('{') ? JSON.parse(line) : {}, rows: [] };
}
