import { isFinished } from '@soundings/store/jobs';
import type { Store } from '@soundings/store/store';
import { removeStrays } from './named-objects.ts';

const BY_BUILD = /^(?:work\/)?(?:customers|theme-mentions|search)\/(?<id>bld_[^/.]+)/;

/** Nobody works on an object for longer. */
const DAY_MS = 86_400_000;

/** The lake's objects that builds made for themselves. */
export async function* objectsOfBuilds({
  bucket,
}: Pick<Store, 'bucket'>): AsyncGenerator<{ key: string; buildId: string }> {
  for (const prefix of ['customers/', 'theme-mentions/', 'search/', 'work/customers/']) {
    for await (const key of bucket.list(prefix)) {
      const buildId = BY_BUILD.exec(key)?.groups?.id;
      if (buildId) yield { key, buildId };
    }
  }
}

/**
 * Removes the lake objects of finished builds other than `kept`, what any of them left while it worked, and what the
 * tables had before; save what published versions of personas name. Documents stay: they are small.
 */
export async function removeFormerBuilds(store: Store, kept: readonly string[]): Promise<void> {
  const finished = new Map<string, boolean>();
  // A build that the table does not have may be about to be made.
  const isOver = async (id: string) => {
    const build = await store.builds.find(id);
    return build !== undefined && isFinished(build);
  };
  const named = new Set(await store.personas.evidence());
  const current = await store.reports.current();
  const stay = current ? [...kept, current.id] : kept;
  for await (const { key, buildId } of objectsOfBuilds(store)) {
    if (named.has(key) || (stay.includes(buildId) && !key.startsWith('work/'))) continue;
    if (!finished.has(buildId)) finished.set(buildId, await isOver(buildId));
    if (finished.get(buildId)) await store.bucket.remove(key);
  }
  await removeStrays(store, new Date(Date.now() - DAY_MS).toISOString(), stay);
}
