import { createHash } from 'node:crypto';
import type { Item, Table } from './table.ts';

/** A page of a list; `after` is the last page's cursor. */
export type PageQuery = { limit: number; after?: string | undefined };

/** The one of these partitions in which the item of this id is kept: always the same one, and evenly spread. */
export function partitionOf(id: string, partitions: readonly string[]): string {
  return partitions[createHash('md5').update(id).digest().readUInt16BE() % partitions.length] ?? '';
}

type ShardedQuery<T> = PageQuery & {
  partitions: readonly string[];
  /** Undefined for what is not to be listed. */
  read: (item: Item) => T | undefined;
};

/** Lists what is spread over partitions, one after the other; the cursor says in which one and where to go on. */
export async function listSharded<T>(
  table: Table,
  { partitions, read, limit, after = '0:' }: ShardedQuery<T>,
): Promise<{ items: T[]; cursor?: string }> {
  const [, start = '0', inside = ''] = /^(\d+):(.*)$/s.exec(after) ?? [];
  const items: T[] = [];
  for (let shard = Number(start); shard < partitions.length; shard++) {
    if (items.length >= limit) return { items, cursor: `${shard}:` };
    const page = await table.list({
      pk: partitions[shard] ?? '',
      limit: limit - items.length,
      after: shard === Number(start) && inside ? inside : undefined,
    });
    items.push(...page.items.map(read).filter((item) => item !== undefined));
    if (page.cursor) return { items, cursor: `${shard}:${page.cursor}` };
  }
  return { items };
}
