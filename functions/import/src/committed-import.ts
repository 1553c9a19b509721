import type { Store } from '@soundings/store/store';
import type * as z from 'zod';

/** What an import came to that the lake's manifest names already: it got that far before a crash. */
export async function committedImport<T>(
  { store, table, importId }: { store: Store; table: 'events' | 'purchases'; importId: string },
  outcome: z.ZodType<T>,
): Promise<T | undefined> {
  const { files } = await store.lake.read(table);
  const file = files.find(({ addedBy }) => addedBy === importId);
  return file?.outcome && outcome.parse(file.outcome);
}
