import type { Store } from '@soundings/store/store';
import type { UnitBudget } from '@soundings/text/comprehend-analyzer';

/** Units are taken from the table so many at a time: one write for some hundred texts. */
const BLOCK = 2000;

/**
 * What may be spent this month. Units are written down before they are spent; what is left of a block is given back by
 * `settle`. A kill in between leaves at most a block written down that nobody spent, never the reverse.
 */
export function unitBudget(spending: Store['spending'], budget: number): UnitBudget & { settle(): Promise<void> } {
  let held = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    reserve: (units) =>
      inTurn(async () => {
        const block = Math.max(BLOCK, units);
        if (held < units && (await spending.take(block, budget))) held += block;
        // Near the end of the budget a block may be too much where the units themselves are not.
        if (held < units && (await spending.take(units - held, budget))) held = units;
        if (held < units) return false;
        held -= units;
        return true;
      }),
    settle: () =>
      inTurn(async () => {
        if (held > 0) await spending.take(-held, budget);
        held = 0;
      }),
  };
}
