import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string | undefined;

/** Gives a run of the tests a folder of its own for all temporary files, also of the processes that it starts and kills. */
export function setup(): void {
  folder ??= mkdtempSync(join(tmpdir(), 'soundings-tests-'));
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
