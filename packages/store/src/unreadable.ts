import * as z from 'zod';
import type { Item, NewItem, Queue, Table } from './table.ts';

/** So long an item that cannot be read is left alone: a version of the code that can may be deployed by then. */
const REST_MS = 3_600_000;

type Waiting<T> = {
  queue: Queue;
  limit: number;
  /** Throws zod's error for what it cannot read; gives undefined for what nobody waits for any more. */
  read: (item: Item) => T | undefined;
  now?: () => number;
};

/**
 * What waits in a queue, as `read` reads it. An item that cannot be read holds nothing else back: it waits on with the
 * reason in its value, and is looked at again after an hour.
 */
export async function readWaiting<T>(
  table: Table,
  { queue, limit, read, now: clock = Date.now }: Waiting<T>,
): Promise<T[]> {
  for (;;) {
    const now = clock();
    const items = await table.waiting(queue, { now: new Date(now).toISOString(), limit });
    const found: T[] = [];
    let isAnyUnreadable = false;
    for (const item of items) {
      try {
        const one = read(item);
        if (one !== undefined) found.push(one);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        isAnyUnreadable = true;
        await putOff(table, { item, was: item.version, queue, error, now });
      }
    }
    if (found.length > 0 || !isAnyUnreadable) return found;
  }
}

/** Whether something could not be read for what it is: it is spoiled, or of a later version of this code. */
export const isUnreadable = (error: unknown): error is z.ZodError => error instanceof z.ZodError;

type Unreadable = { item: NewItem; was: number; queue: Queue; error: z.ZodError; now?: number };

/** Has an item wait for an hour, since it, or what it goes with, cannot be read. False where it changed meanwhile. */
export function putOff(table: Table, { item, was, queue, error, now = Date.now() }: Unreadable): Promise<boolean> {
  const value = { ...item.value, unreadable: reasonOf(error) };
  return table.replace({ ...item, value, waits: { queue, due: new Date(now + REST_MS).toISOString() } }, was);
}

/** What an item holds; undefined where it cannot be read, so that whatever else stands in a list is shown. */
export function ifReadable<T>({ value }: Item, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(value).data;
}

/** The table, which tells of each item that is put off because it cannot be read: its sort key, an id, and why. */
export function tellingUnreadable(table: Table, tell: (item: { id: string; reason: string }) => Promise<void>): Table {
  return {
    ...table,
    async replace(item, was) {
      const isReplaced = await table.replace(item, was);
      const reason = item.value.unreadable;
      if (isReplaced && typeof reason === 'string') await tell({ id: item.sk, reason });
      return isReplaced;
    },
  };
}

/** The first place that was not as it should be, and how; nothing of what stands there. */
function reasonOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.code}`;
}
