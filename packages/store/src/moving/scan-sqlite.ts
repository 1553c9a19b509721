import { DatabaseSync } from 'node:sqlite';
import { ITEM_COLUMNS, itemOf } from '../sqlite-table.ts';
import type { Item } from '../table.ts';

const PAGE = 500;

/** Every live item of a table in a SQLite file, in the order of their keys. */
export async function* scanSqlite(path: string): AsyncGenerator<Item[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const next = db.prepare(
      `SELECT ${ITEM_COLUMNS} FROM items WHERE (pk, sk) > (?, ?) AND (expires IS NULL OR expires > unixepoch())
       ORDER BY pk, sk LIMIT ${PAGE}`,
    );
    for (let last = { pk: '', sk: '' }; ; ) {
      const items = next.all(last.pk, last.sk).map(itemOf);
      if (items.length === 0) return;
      yield items;
      last = items.at(-1) ?? last;
    }
  } finally {
    db.close();
  }
}
