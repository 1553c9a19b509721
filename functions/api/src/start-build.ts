import type { Build, NewBuild } from '@soundings/contracts/build';
import type { Api } from './api.ts';

/** Has all insights built of what is known now; `key` makes a repeated request the same one. */
export async function startBuild({ store, wake }: Api, options: NewBuild = {}, key?: string): Promise<Build> {
  const { job } = await store.builds.create({
    id: await store.idempotency.id('build', key),
    options,
    status: 'queued',
    step: null,
    progress: 0,
    failure: null,
    attempts: 0,
    counts: {},
    createdAt: new Date().toISOString(),
    finishedAt: null,
  });
  wake('build');
  return job;
}
