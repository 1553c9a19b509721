import type { Reanalysis } from '@soundings/contracts/analysis';
import { type Claim, workOff } from '@soundings/store/jobs';
import type { Store } from '@soundings/store/store';

/** Texts a page: after each the job says where it is, so that a kill repeats at most one. */
const PAGE = 200;

/**
 * Puts the texts of every re-analysis that was asked for into the queue of the analysis, until there is none left to do or
 * the signal says stop; the next run goes on there.
 */
export async function runReanalyses({ store, signal }: { store: Store; signal?: AbortSignal }): Promise<void> {
  async function work(claim: Claim<Reanalysis>): Promise<void> {
    const productIds = (await store.products.all()).map(({ id }) => id).sort();
    const { createdAt, options } = claim.job;
    for (const productId of productIds) {
      const { after } = claim.job;
      if (after && productId < after.productId) continue;
      let cursor = after?.productId === productId ? after.cursor : null;
      do {
        if (signal?.aborted) return;
        const page = await store.feedback.analyzeAgain(productId, {
          limit: PAGE,
          after: cursor ?? undefined,
          only: options.only,
          since: createdAt,
        });
        cursor = page.cursor ?? null;
        const { seen, queued } = claim.job.counts;
        // Past the last page of a product the next one begins: no cursor says both "from the start" and "done".
        await claim.report({
          counts: { seen: seen + page.seen, queued: queued + page.queued },
          after: { productId: cursor === null ? `${productId}~` : productId, cursor },
        });
      } while (cursor !== null);
    }
    await claim.finish({ status: 'done', finishedAt: new Date().toISOString() });
  }
  await workOff(store.reanalyses, { signal, work });
}
