import { itemOf } from '@soundings/store/dynamo-table-item';
import type { Item, Table } from '@soundings/store/table';
import * as z from 'zod';

/** What DynamoDB's stream sends. What a record holds is parsed for itself: one that is spoiled spoils no other. */
export const StreamEvent = z.object({
  Records: z.array(z.object({ dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.unknown().optional() }) })),
});
export type StreamEvent = z.infer<typeof StreamEvent>;

/** An item as just written, in DynamoDB's own notation. */
const NewImage = z.record(z.string(), z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]));

/** The items of a stream's event, and the sequence numbers of records that hold none. */
export function itemsOf({ Records }: StreamEvent): { items: Item[]; unreadable: string[] } {
  const items: Item[] = [];
  const unreadable: string[] = [];
  for (const { dynamodb } of Records) {
    try {
      items.push(itemOf(NewImage.parse(dynamodb.NewImage)));
    } catch {
      unreadable.push(dynamodb.SequenceNumber);
    }
  }
  return { items, unreadable };
}

/**
 * The table with queues that hold these items alone, each once: so that every reader of the stream works on its own
 * part of it instead of all on what is due longest. Writes meet the real table, where an item that changed since wins.
 */
export function withQueued(table: Table, items: readonly Item[]): Table {
  let waiting = [...items];
  return {
    ...table,
    async waiting(queue, { now, limit }) {
      const due = waiting.filter(({ waits }) => waits?.queue === queue && waits.due <= now).slice(0, limit);
      waiting = waiting.filter((item) => !due.includes(item));
      return due;
    },
  };
}

/** The table with queues that hold only what is due for so long already. */
export function withOverdue(table: Table, byMs: number): Table {
  return {
    ...table,
    waiting: (queue, { now, limit }) =>
      table.waiting(queue, { now: new Date(Date.parse(now) - byMs).toISOString(), limit }),
  };
}
