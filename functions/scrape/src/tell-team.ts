import type { Source, SourceAlert } from '@soundings/contracts/source';
import type { NewWebhookEvent } from '@soundings/contracts/webhook';
import type { Lease } from '@soundings/store/sources';
import type { Work } from './scrape.ts';

/**
 * Has the team's webhooks told what they do not know yet of a source. Events are put into their queue before the source
 * forgets them, and are known by run and kind: a kill in between tells the same ones again, and each is sent once.
 */
export async function tellTeam(lease: Lease, { store }: Pick<Work, 'store'>): Promise<void> {
  const { source } = lease;
  const { untold } = lease.progress;
  if (untold.length === 0) return;
  await store.webhooks.emit(untold.map((alert) => eventOf(alert, source)));
  await lease.save(({ progress }) => ({ progress: { ...progress, untold: progress.untold.slice(untold.length) } }));
}

/** A site that refuses has stopped its source; everything else is a change that somebody should look at. */
function eventOf(
  { kind, message, since, runId }: SourceAlert,
  { id, name, productId }: Pick<Source, 'id' | 'name' | 'productId'>,
): NewWebhookEvent {
  return {
    type: kind === 'blocked' || kind === 'unusable' ? 'source.stopped' : 'source.drift',
    about: [id, runId ?? since, kind],
    occurredAt: since,
    data: { sourceId: id, name, productId, runId, kind, message },
  };
}
