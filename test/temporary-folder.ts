import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { freemem, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Several times what a run takes. */
const ROOM_BYTES = 8e9;
const NAME = 'soundings-tests-';
/** No run lasts for so long: what is older was left by one that was killed. */
const LEFT_MS = 3_600_000;
let folder: string | undefined;

/** Gives a run of the tests a folder of its own for all temporary files, also of the processes that it starts and kills. */
export function setup(): void {
  if (folder) return;
  const shared = tmpdir();
  folder = folderInMemory() ?? mkdtempSync(join(shared, NAME));
  // What tsx has translated is good for the next run too.
  const translated = `tsx-${userInfo().uid}`;
  mkdirSync(join(shared, translated), { recursive: true });
  symlinkSync(join(shared, translated), join(folder, translated));
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder) remove(folder);
}

/**
 * A folder in the memory of a machine that has plenty: no disk is waited for whenever a store confirms what it was given.
 * None where somebody has named a folder, or where no program may be started from there, as the browser is.
 */
function folderInMemory(): string | undefined {
  if (process.env.TMPDIR || freemem() < ROOM_BYTES) return undefined;
  let made: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM_BYTES) return undefined;
    removeLeft();
    made = mkdtempSync(join(MEMORY, NAME));
    const program = join(made, 'program');
    writeFileSync(program, '', { mode: 0o700 });
    accessSync(program, constants.X_OK);
    rmSync(program);
    return made;
  } catch {
    if (made) remove(made);
    return undefined;
  }
}

function removeLeft(): void {
  for (const name of readdirSync(MEMORY)) {
    const path = join(MEMORY, name);
    if (name.startsWith(NAME) && statSync(path).mtimeMs < Date.now() - LEFT_MS) remove(path);
  }
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
