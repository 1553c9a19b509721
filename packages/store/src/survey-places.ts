import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Table } from './table.ts';

/** A reservation that is older than this may belong to a server that died: it is looked into. */
const HELD_MS = 30_000;
const ATTEMPTS = 60;

/** One of `limit` places in a cell of a survey. */
export type Place = { cell: string; limit: number };

const Cell = z.object({
  /** Places of responses that are stored for good. */
  taken: z.int().nonnegative(),
  /** Places of responses on their way: response id → when it was reserved, Unix milliseconds. */
  held: z.record(z.string(), z.number()),
});
type Cell = z.infer<typeof Cell>;

/**
 * Counts places so that they never overshoot and none is lost. A response first holds its places, then is stored, then
 * its places become taken; each step is one conditional write of one item. A server that dies in between leaves a
 * hold: `settle` then says whether the response made it, and shuts the door on it if it did not.
 */
export function openSurveyPlaces(
  table: Table,
  { settle }: { settle: (surveyId: string, responseId: string) => Promise<'stored' | 'abandoned'> },
) {
  const keyOf = (surveyId: string, cell: string) => ({ pk: `places#${surveyId}`, sk: cell });

  /** Changes a cell until nobody interferes; `change` gives undefined to leave it. False after too many tries. */
  async function change(
    surveyId: string,
    cell: string,
    make: (cell: Cell) => Promise<Cell | undefined> | Cell | undefined,
  ): Promise<boolean> {
    const key = keyOf(surveyId, cell);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const item = await table.get(key);
      const changed = await make(item ? Cell.parse(item.value) : { taken: 0, held: {} });
      if (!changed) return true;
      const written = item
        ? await table.replace({ ...key, value: changed }, item.version)
        : (await table.create([{ ...key, value: changed }]))[0];
      if (written) return true;
      await sleep(Math.random() * Math.min(200, 4 * (attempt + 1)));
    }
    return false;
  }

  async function settled(surveyId: string, cell: Cell, responseId: string): Promise<Cell> {
    const old = Object.entries(cell.held).filter(([id, since]) => id !== responseId && Date.now() - since > HELD_MS);
    let { taken } = cell;
    const held = { ...cell.held };
    for (const [id] of old) {
      if ((await settle(surveyId, id)) === 'stored') taken++;
      delete held[id];
    }
    return { taken, held };
  }

  async function hold(surveyId: string, responseId: string, { cell, limit }: Place): Promise<'held' | 'full' | 'busy'> {
    let full = false;
    const done = await change(surveyId, cell, async (found) => {
      const now = await settled(surveyId, found, responseId);
      full = !(responseId in now.held) && now.taken + Object.keys(now.held).length >= limit;
      return full ? undefined : { ...now, held: { ...now.held, [responseId]: Date.now() } };
    });
    if (!done) return 'busy';
    return full ? 'full' : 'held';
  }

  async function leave(surveyId: string, responseId: string, places: readonly Place[], taken: 0 | 1): Promise<void> {
    for (const { cell } of places) {
      await change(surveyId, cell, (found) => {
        if (!(responseId in found.held)) return undefined;
        const { [responseId]: _, ...held } = found.held;
        return { taken: found.taken + taken, held };
      });
    }
  }

  return {
    /** Holds all of the places or none. */
    async hold(surveyId: string, responseId: string, places: readonly Place[]): Promise<'held' | 'full' | 'busy'> {
      for (const [i, place] of places.entries()) {
        const outcome = await hold(surveyId, responseId, place);
        if (outcome === 'held') continue;
        await leave(surveyId, responseId, places.slice(0, i), 0);
        return outcome;
      }
      return 'held';
    },

    /** The response is stored: its places are taken for good. A kill before this is made up for by `settle`. */
    take: (surveyId: string, responseId: string, places: readonly Place[]) => leave(surveyId, responseId, places, 1),

    /** The response will not be stored: its places are free again. */
    release: (surveyId: string, responseId: string, places: readonly Place[]) => leave(surveyId, responseId, places, 0),
  };
}
