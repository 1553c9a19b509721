import { setTimeout } from 'node:timers/promises';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';

/** Requests of one call that are under way at once; the SDK holds 50 sockets. */
const WIDTH = 32;
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 50;

/** DynamoDB did not take a request through all repetitions: nothing is known of its effect, and it may be sent again. */
export class TableBusy extends Error {
  override name = 'TableBusy';
}

/**
 * What `send` gives, tried again while the table is throttled, out of reach or answers only in part (`TableBusy`).
 * Waits double from 50 ms on and are random between nothing and that ("full jitter", so that writers that were refused
 * together do not come back together): some 3 s in all, then `TableBusy`.
 */
export async function withRetries<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (attempt === ATTEMPTS) throw new TableBusy(`no success in ${ATTEMPTS} attempts`, { cause: error });
      await setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const known = error as Error & { cause?: Error };
  return known instanceof TableBusy || isThrottlingError(known) || isTransientError(known);
}

/** What `work` gives for each item, in the items' order. The first error ends it; what has not begun then never does. */
export async function mapBounded<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  // All workers draw from one generator, which an error in any of them closes.
  const queue = (function* () {
    yield* items.entries();
  })();
  const workers = Array.from({ length: Math.min(WIDTH, items.length) }, async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  });
  await Promise.all(workers);
  return results;
}
