import { randomUUID } from 'node:crypto';
import { connectors as allConnectors } from '@soundings/reviews/connectors';
import { LeaseLost } from '@soundings/store/sources';
import type { Machine } from './scrape.ts';
import { scrapeSource } from './scrape-source.ts';

/** Sources are mostly waiting, each for its own host. */
const AT_ONCE = 4;

/** Collects from the sources that are due until there is none, or time is up. Gives how many it worked on. */
export async function runScrapes({
  until = Number.POSITIVE_INFINITY,
  now = Date.now,
  connectors = allConnectors,
  ...machine
}: Machine): Promise<number> {
  let worked = 0;
  async function work(): Promise<void> {
    while (!machine.signal.aborted && now() < until) {
      const lease = await machine.store.sources.claim({ token: randomUUID(), now });
      if (!lease) return;
      worked++;
      await scrapeSource(lease, { ...machine, until, now, connectors }).catch(ignoreLeaseLost);
    }
  }
  // Whoever fails lets the others come to their end first: after this nobody is at work any more.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return worked;
}

function ignoreLeaseLost(error: unknown): void {
  if (!(error instanceof LeaseLost)) throw error;
}
