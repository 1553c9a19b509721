import type { Store } from '@soundings/store/store';

/** Has every survey's responses listed by their time: of those that came before that was noted, it is noted once. */
export async function noteOrders(store: Store, signal?: AbortSignal): Promise<void> {
  for await (const { id } of store.surveys.all()) {
    if (signal?.aborted) return;
    await store.responses.noteOrder(id, signal);
  }
}
