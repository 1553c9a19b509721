import type { Queue, Table } from './table.ts';

/** For how many seconds the item that is due longest in a queue has been so; 0 where nothing is due. */
export async function overdueSeconds(table: Table, queue: Queue): Promise<number> {
  const now = new Date();
  const [first] = await table.waiting(queue, { now: now.toISOString(), limit: 1 });
  return first?.waits ? (now.getTime() - Date.parse(first.waits.due)) / 1000 : 0;
}
