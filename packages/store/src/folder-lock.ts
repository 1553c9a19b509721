import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Whoever is just being killed has let go by then. */
const PATIENCE_MS = 1000;
/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/** Another server, or whoever moves data, has the folder; the message names it. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/** The folder cannot be made or written; the message names it and says why. */
export class FolderUnusable extends Error {
  override name = 'FolderUnusable';
}

/**
 * Makes the data folder ours alone, and the folder itself where there is none, until `release` is called or this process
 * is gone: the operating system releases the lock with the process, however that ends, so a kill leaves nothing to clean
 * up. It is an exclusive transaction that is never written, on a database of its own: who has none may open the table
 * beside it. Throws `FolderInUse` where somebody has it, and has then changed nothing, and `FolderUnusable`.
 */
export async function lockFolder(folder: string): Promise<{ release: () => void }> {
  const db = await openIn(folder).catch((error: Error) => {
    throw new FolderUnusable(`${folder} cannot hold the data: ${error.message}.`, { cause: error });
  });
  try {
    // Nothing is written, so nothing needs a journal: its file would stay after a kill.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY)) throw error;
    throw new FolderInUse(`Another Soundings is using ${folder}.`, { cause: error });
  }
  return { release: () => db.close() };
}

async function openIn(folder: string): Promise<DatabaseSync> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: PATIENCE_MS });
}
