import type { Item, JsonObject, ListQuery, Table } from './table.ts';

/** How many items are read at once where all of them are wanted. */
const TOGETHER = 500;

/** Every item of a partition in the order of their sort keys, without holding them all. */
export async function* itemsOf(table: Table, query: Omit<ListQuery, 'limit' | 'after'>): AsyncGenerator<Item> {
  for (let after: string | undefined; ; ) {
    const page = await table.list({ ...query, limit: TOGETHER, after });
    yield* page.items;
    if (!page.cursor) return;
    after = page.cursor;
  }
}

/** Every value of a partition that holds few, in the order of their sort keys. */
export async function listAll<T>(table: Table, pk: string, read: (value: JsonObject) => T): Promise<T[]> {
  const values: T[] = [];
  for await (const { value } of itemsOf(table, { pk })) values.push(read(value));
  return values;
}

/** A page of a partition; `read` gives undefined for what is not to be listed. */
export async function listPage<T>(
  table: Table,
  query: ListQuery,
  read: (item: Item) => T | undefined,
): Promise<{ items: T[]; cursor?: string }> {
  const page = await table.list(query);
  const items = page.items.map(read).filter((item) => item !== undefined);
  return page.cursor ? { items, cursor: page.cursor } : { items };
}
