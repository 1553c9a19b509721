import type { Reanalysis } from '@soundings/contracts/analysis';

/** An analysis of all texts, or of those that `options` name, of which nothing is done yet. */
export function queuedReanalysis({ id, options }: Pick<Reanalysis, 'id' | 'options'>): Reanalysis {
  return {
    id,
    options,
    status: 'queued',
    failure: null,
    attempts: 0,
    counts: { seen: 0, queued: 0 },
    after: null,
    createdAt: new Date().toISOString(),
    finishedAt: null,
  };
}
