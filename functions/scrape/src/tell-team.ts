import type { Lease } from '@soundings/store/sources';
import type { Work } from './scrape.ts';

/**
 * Posts to the source's webhook what it does not know yet. What it has taken is not sent again, but for a kill between
 * the two: `Idempotency-Key` tells such a repetition. What it has not taken goes out with the next run.
 */
export async function tellTeam(lease: Lease, { fetcher, signal }: Pick<Work, 'fetcher' | 'signal'>): Promise<void> {
  const { webhook, id, name, productId } = lease.source;
  const { untold } = lease.progress;
  if (untold.length === 0) return;
  for (const alert of untold) {
    if (webhook) {
      const body = JSON.stringify({ event: 'source.alert', source: { id, name, productId }, alert });
      const headers = { 'content-type': 'application/json', 'idempotency-key': `${alert.runId}-${alert.kind}` };
      const told = await fetcher.fetch({ url: webhook, method: 'POST', headers, body }, { signal, isInterface: true });
      if (told.kind !== 'page') return;
    }
    await lease.save(({ progress }) => ({ progress: { ...progress, untold: progress.untold.slice(1) } }));
  }
}
