import type { Lease } from '@soundings/store/sources';
import type { Work } from './scrape.ts';

const RETRY_MS = 10 * 60_000;
/** A webhook that takes nothing for so long has been taken down. */
const GIVEN_UP_MS = 86_400_000;

/**
 * Posts to the source's webhook what it does not know yet. What it has taken is not sent again, but for a kill between
 * the two: `Idempotency-Key` tells such a repetition.
 */
export async function tellTeam(lease: Lease, { fetcher, signal, now }: Work): Promise<void> {
  const { webhook, id, name, productId } = lease.source;
  for (const alert of lease.progress.untold) {
    if (webhook && now() - Date.parse(alert.since) < GIVEN_UP_MS) {
      const body = JSON.stringify({ event: 'source.alert', source: { id, name, productId }, alert });
      const headers = { 'content-type': 'application/json', 'idempotency-key': `${alert.runId}-${alert.kind}` };
      const told = await fetcher.fetch({ url: webhook, method: 'POST', headers, body }, { signal, isInterface: true });
      if (told.kind !== 'page') return;
    }
    await lease.save(({ progress }) => ({ progress: { ...progress, untold: progress.untold.slice(1) } }));
  }
}

/** When a source is to be taken up again that is due then, or never: sooner, if there is still something to tell. */
export function dueWith({ progress }: Lease, { due, now }: { due: number | null; now: number }): number | null {
  return progress.untold.length === 0 ? due : Math.min(due ?? Number.POSITIVE_INFINITY, now + RETRY_MS);
}
