import { LAKE_TABLES } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
import { FAR_AHEAD } from '@soundings/store/table';

/** Whether a build would tell of nothing: no text, response, purchase or event is there, and no file is being read. */
export async function isNothingToBuild(store: Store): Promise<boolean> {
  const tables = await Promise.all(LAKE_TABLES.map((name) => store.lake.read(name)));
  if (tables.some(({ files }) => files.length > 0)) return false;
  const [texts, responses, isWaiting, imports] = await Promise.all([
    store.arrivals.texts(1),
    store.arrivals.responses(1),
    store.responses.isWaiting(FAR_AHEAD),
    store.imports.list({ limit: 50 }),
  ]);
  const isRead = imports.items.some(
    ({ status, unconfirmed, uploadUrl }) => status === 'running' || (status === 'queued' && !unconfirmed && !uploadUrl),
  );
  return texts === 0 && responses === 0 && !isWaiting && !isRead;
}
