import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

let folder: string | undefined;

/** Gives a run of the tests a folder of its own for all temporary files, also of the processes that it starts and kills. */
export function setup(): void {
  if (folder) return;
  const shared = tmpdir();
  folder = mkdtempSync(join(shared, 'soundings-tests-'));
  // What tsx has translated is good for the next run too.
  const translated = `tsx-${userInfo().uid}`;
  mkdirSync(join(shared, translated), { recursive: true });
  symlinkSync(join(shared, translated), join(folder, translated));
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
