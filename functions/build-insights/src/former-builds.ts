import type { Store } from '@soundings/store/store';
import { isFinished, removeStrays } from './named-objects.ts';

const BY_BUILD = /^(?:work\/)?(?:customers|theme-mentions|search)\/(?<id>bld_[^/.]+)/;

/** Nobody works on an object for longer. */
const DAY_MS = 86_400_000;

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
  for (const prefix of ['customers/', 'theme-mentions/', 'search/', 'work/customers/']) {
    for await (const key of store.bucket.list(prefix)) {
      const id = BY_BUILD.exec(key)?.groups?.id;
      if (!id || named.has(key) || (stay.includes(id) && !prefix.startsWith('work/'))) continue;
      if (!finished.has(id)) finished.set(id, await isOver(id));
      if (finished.get(id)) await store.bucket.remove(key);
    }
  }
  await removeStrays(store, new Date(Date.now() - DAY_MS).toISOString(), stay);
}
