import type { Build, NewBuild } from '@soundings/contracts/build';
import { queuedBuild } from '@soundings/store/queued-build';
import type { Api } from './api.ts';

/** Has all insights built of what is known now; `key` makes a repeated request the same one. */
export async function startBuild({ store, wake }: Api, options: NewBuild = {}, key?: string): Promise<Build> {
  const { job } = await store.builds.create(queuedBuild({ id: await store.idempotency.id('build', key), options }));
  wake('build');
  return job;
}
