import { Import } from '@soundings/contracts/import';
import { type EventRow, parseEvent } from '@soundings/customers/event-row';
import { importEvents as importIntoLake } from '@soundings/customers/import-events';
import { guessDateOrder, zoneClock } from '@soundings/customers/written-date';
import type { Store } from '@soundings/store/store';
import type * as z from 'zod';
import { commitToLake } from './commit-to-lake.ts';
import { committedImport } from './committed-import.ts';
import type { ImportTarget } from './import-target.ts';
import type { Row } from './rows.ts';
import type { Tally } from './tally.ts';

const Outcome = Import.pick({ read: true, accepted: true, duplicates: true, rejected: true, problems: true });
type EventsOutcome = z.infer<typeof Outcome>;

/** What this import came to, if it got as far as the lake before a crash. */
export function importedEvents(store: Store, importId: string): Promise<EventsOutcome | undefined> {
  return committedImport({ store, table: 'events', importId }, Outcome);
}

/**
 * Takes a file's behaviour events into the lake as one object, as `importPurchases` does purchases. Gives undefined where
 * another import was committed meanwhile.
 */
export async function importEvents(
  rows: AsyncIterable<readonly Row[]>,
  tally: Tally,
  { store, duckdb, importId, options }: ImportTarget,
): Promise<EventsOutcome | undefined> {
  const lake = await store.lake.read('events');
  const isKeptAway = await store.erasures.keptAway();
  const toInstant = options.timeZone && options.timeZone !== 'UTC' ? zoneClock(options.timeZone) : undefined;
  let { dateOrder } = options;

  async function* events(): AsyncGenerator<EventRow[]> {
    for await (const batch of rows) {
      // A log writes its dates one way: the first rows tell which.
      dateOrder ??= guessDateOrder(batch.map((row) => ('fields' in row ? (row.fields.date ?? '') : ''))).order;
      const read: EventRow[] = [];
      for (const row of batch) {
        const parsed = 'reject' in row ? row : parseEvent(row.fields, { dateOrder, ...(toInstant && { toInstant }) });
        if ('reject' in parsed) tally.reject(parsed.reject, row.line);
        else if (isKeptAway(parsed.event.customerId, new Date(parsed.event.at).toISOString()))
          tally.reject('erased_customer', row.line);
        else read.push(parsed.event);
      }
      if (read.length > 0) yield read;
    }
  }

  const key = `events/${importId}.parquet`;
  const existing = lake.files.map((file) => file.key);
  const { accepted, duplicates } = await importIntoLake({ duckdb, rows: events(), existing, key, importId });
  tally.accept(accepted);
  tally.duplicate(duplicates);
  const outcome = tally.result();
  await store.importProblems.write(importId, tally.problemLines());
  if (accepted === 0) return outcome;
  const file = { key, rows: accepted, addedBy: importId, outcome };
  return (await commitToLake({ store, duckdb, table: 'events' }, lake, file)) ? outcome : undefined;
}
