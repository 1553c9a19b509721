import type { Build } from '@soundings/contracts/build';
import type { Store } from '@soundings/store/store';

const BY_BUILD = /^(?:work\/)?(?:customers|theme-mentions)\/(?<id>bld_[^/.]+)/;

/**
 * Removes the lake objects of finished builds other than `kept`, and what any of them left while it worked. Documents stay:
 * they are small, and versions of personas point to them.
 */
export async function removeFormerBuilds(store: Store, kept: readonly string[]): Promise<void> {
  const finished = new Map<string, boolean>();
  for (const prefix of ['customers/', 'theme-mentions/', 'work/customers/']) {
    for await (const key of store.bucket.list(prefix)) {
      const id = BY_BUILD.exec(key)?.groups?.id;
      if (!id || (kept.includes(id) && !prefix.startsWith('work/'))) continue;
      if (!finished.has(id)) finished.set(id, isFinished(await store.builds.get(id)));
      if (finished.get(id)) await store.bucket.remove(key);
    }
  }
}

function isFinished(build: Build | undefined): boolean {
  return build?.status === 'done' || build?.status === 'failed';
}
