import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';

/** The store of one machine: a SQLite file and a folder of objects. */
export async function openData(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return openStore(openSqliteTable(join(folder, 'table.sqlite')), await openFolderBucket(join(folder, 'bucket')));
}
