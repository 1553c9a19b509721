import type { Store } from '@soundings/store/store';

/** Has every survey's responses listed by their time: of those that came before that was noted, it is noted once. */
export async function noteOrders(store: Store, signal?: AbortSignal): Promise<void> {
  for (let after: string | undefined; ; ) {
    const page = await store.surveys.list({ limit: 100, after });
    for (const { id } of page.items) {
      if (signal?.aborted) return;
      await store.responses.noteOrder(id, signal);
    }
    if (!page.cursor) return;
    after = page.cursor;
  }
}
