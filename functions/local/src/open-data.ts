import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLog } from '@soundings/log/log';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { tellingUnreadable } from '@soundings/store/unreadable';

const log = openLog('local');

/** The store of one machine: a SQLite file and a folder of objects. */
export async function openData(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const table = tellingUnreadable(openSqliteTable(join(folder, 'table.sqlite')), (item) =>
    log.warn('an item cannot be read', item),
  );
  return openStore(table, await openFolderBucket(join(folder, 'bucket')));
}
