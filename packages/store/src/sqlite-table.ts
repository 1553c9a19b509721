import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import {
  type Item,
  ItemTooLarge,
  type JsonObject,
  type Key,
  type ListQuery,
  MAX_ITEM_BYTES,
  type NewItem,
  type Page,
  type Queue,
  type Table,
} from './table.ts';

/** What `itemOf` reads. */
export const ITEM_COLUMNS = 'pk, sk, version, value, queue, due, expires';

const SWEEP_MS = 600_000;

// After the events at hand, whose writes then go together; taken here so that a test's fake clock does not stop it.
const soon = setImmediate;

/**
 * The table in one SQLite file. Several connections, threads and processes may have it open. A write that returned is
 * on the disk (synchronous FULL): a batch costs one sync, so callers write in batches where they can.
 */
export function openSqliteTable(path: string): Table {
  const db = new DatabaseSync(path);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 10000;
    CREATE TABLE IF NOT EXISTS items (
      pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL,
      queue TEXT, due TEXT, expires INTEGER, UNIQUE (pk, sk)
    );
    CREATE INDEX IF NOT EXISTS waiting ON items (queue, due) WHERE queue IS NOT NULL;
    CREATE INDEX IF NOT EXISTS expiring ON items (expires) WHERE expires IS NOT NULL;
  `);
  // What has expired is removed by and by, as DynamoDB does it.
  const sweep = db.prepare(
    'DELETE FROM items WHERE rowid IN (SELECT rowid FROM items WHERE expires <= unixepoch() LIMIT 1000)',
  );
  let nextSweep = 0;
  const live = '(expires IS NULL OR expires > unixepoch())';
  const get = db.prepare(`SELECT ${ITEM_COLUMNS} FROM items WHERE pk = ? AND sk = ? AND ${live}`);
  // An expired item that nothing has swept yet is as good as gone.
  const create = db.prepare(`
    INSERT INTO items (pk, sk, version, value, queue, due, expires) VALUES (?, ?, 1, ?, ?, ?, ?)
    ON CONFLICT (pk, sk) DO UPDATE SET
      version = 1, value = excluded.value, queue = excluded.queue, due = excluded.due, expires = excluded.expires
      WHERE expires <= unixepoch()`);
  const replace = db.prepare(`
    UPDATE items SET version = version + 1, value = ?, queue = ?, due = ?, expires = ?
    WHERE pk = ? AND sk = ? AND version = ?`);
  const remove = db.prepare('DELETE FROM items WHERE pk = ? AND sk = ?');
  const waiting = db.prepare(
    `SELECT ${ITEM_COLUMNS} FROM items WHERE queue = ? AND due <= ? AND ${live} ORDER BY due LIMIT ?`,
  );
  const countWaiting = db.prepare(
    `SELECT count(*) AS n FROM (SELECT 1 FROM items WHERE queue = ? AND due <= ? AND ${live} LIMIT ?)`,
  );
  const range = `SELECT ${ITEM_COLUMNS} FROM items WHERE pk = ? AND sk >= ? AND sk < ? AND ${live}`;
  const forward = db.prepare(`${range} AND sk > ? ORDER BY sk LIMIT ?`);
  const backward = db.prepare(`${range} AND sk < ? ORDER BY sk DESC LIMIT ?`);

  // Writes that are asked for while others wait share one transaction and so one sync of the disk, which is what a write
  // costs; each is answered when it is on the disk, as if it were alone.
  let waitingWrites: { run: () => void; settle: (error?: unknown) => void }[] = [];

  function write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: T;
      if (waitingWrites.length === 0) soon(flush);
      waitingWrites.push({
        run: () => {
          result = work();
        },
        settle: (error) => (error === undefined ? resolve(result) : reject(error)),
      });
    });
  }

  function flush(): void {
    const writes = waitingWrites;
    waitingWrites = [];
    if (writes.length === 0) return;
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const { run } of writes) run();
      if (performance.now() >= nextSweep) {
        nextSweep = sweep.run().changes === 1000 ? 0 : performance.now() + SWEEP_MS;
      }
      db.exec('COMMIT');
      for (const { settle } of writes) settle();
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      for (const { settle } of writes) settle(error);
    }
  }

  const createOne = ({ item, columns }: Stored) => create.run(item.pk, item.sk, ...columns).changes === 1;
  const replaceOne = ({ item, columns }: Stored, was: number) =>
    replace.run(...columns, item.pk, item.sk, was).changes === 1;

  return {
    get: async ({ pk, sk }) => optionalItem(get.get(pk, sk)),

    getMany: async (keys) => keys.flatMap(({ pk, sk }) => optionalItem(get.get(pk, sk)) ?? []),

    async create(items) {
      const all = items.map(stored);
      return all.length === 0 ? [] : write(() => all.map(createOne));
    },

    async replace(item, was) {
      const one = stored(item);
      return write(() => replaceOne(one, was));
    },

    async replaceMany(changes) {
      const all = changes.map(({ item, was }) => ({ one: stored(item), was }));
      return all.length === 0 ? [] : write(() => all.map(({ one, was }) => replaceOne(one, was)));
    },

    remove: ({ pk, sk }: Key) =>
      write(() => {
        remove.run(pk, sk);
      }),

    async list({ pk, prefix = '', limit, after, newestFirst = false }: ListQuery): Promise<Page> {
      const end = `${prefix}\u{10ffff}`;
      const rows = newestFirst
        ? backward.all(pk, prefix, end, after ?? end, limit + 1)
        : forward.all(pk, prefix, end, after ?? '', limit + 1);
      const items = rows.slice(0, limit).map(itemOf);
      const last = items.at(-1);
      return rows.length > limit && last ? { items, cursor: last.sk } : { items };
    },

    waiting: async (queue: Queue, { now, limit }) => waiting.all(queue, now, limit).map(itemOf),

    countWaiting: async (queue: Queue, { now, limit }) => Number(countWaiting.get(queue, now, limit)?.n),

    async close() {
      flush();
      db.close();
    },
  };
}

type Stored = ReturnType<typeof stored>;

/** An item in the columns of its row. DynamoDB counts names and marks beside it, some hundred bytes. */
function stored(item: NewItem) {
  const { pk, sk, waits, expires } = item;
  const value = JSON.stringify(item.value);
  const bytes = Buffer.byteLength(value) + Buffer.byteLength(pk) + Buffer.byteLength(sk);
  if (bytes > MAX_ITEM_BYTES) throw new ItemTooLarge(item, bytes);
  return { item, columns: [value, waits?.queue ?? null, waits?.due ?? null, expires ?? null] as const };
}

type Row = Record<string, SQLOutputValue>;

function optionalItem(row: Row | undefined): Item | undefined {
  return row && itemOf(row);
}

/** The item in a row of `ITEM_COLUMNS`. */
export function itemOf(row: Row): Item {
  const item: Item = {
    pk: String(row.pk),
    sk: String(row.sk),
    version: Number(row.version),
    value: JSON.parse(String(row.value)) as JsonObject,
  };
  if (row.queue) item.waits = { queue: row.queue as Queue, due: String(row.due) };
  if (row.expires) item.expires = Number(row.expires);
  return item;
}
