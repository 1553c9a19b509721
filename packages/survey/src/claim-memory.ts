import type { SurveyResponse } from '@soundings/contracts/survey-response';
import type { Claim, ClaimStore, Slot, Versioned } from './claim.ts';

/** A claim store in memory, for tests. `step` is awaited before every operation: a test may interleave or end it there. */
export function memoryClaims() {
  const items = new Map<string, { version: number; value: Claim | Slot }>();
  const responses = new Map<string, SurveyResponse>();
  const create = (key: string, value: Claim | Slot) => {
    if (items.has(key)) return null;
    items.set(key, { version: 1, value });
    return 1;
  };
  const replace = (key: string, value: Claim | Slot, was: number) => {
    if (items.get(key)?.version !== was) return null;
    items.set(key, { version: was + 1, value });
    return was + 1;
  };
  const read = <T extends Claim | Slot>(key: string): Versioned<T> | null => {
    const item = items.get(key);
    return item ? { ...(item.value as T), version: item.version } : null;
  };
  const claimKey = (responseId: string) => `claim ${responseId}`;
  const slotKey = ({ cell, number }: Pick<Slot, 'cell' | 'number'>) => `slot ${cell} ${number}`;

  const open = (step: () => Promise<void>): ClaimStore => ({
    claim: (_, responseId) => step().then(() => read<Claim>(claimKey(responseId))),
    createClaim: (claim) => step().then(() => create(claimKey(claim.responseId), claim)),
    replaceClaim: (claim, was) => step().then(() => replace(claimKey(claim.responseId), claim, was)),
    slots: (_, cell, numbers) =>
      step().then(() => numbers.flatMap((number) => read<Slot>(slotKey({ cell, number })) ?? [])),
    createSlot: (slot) => step().then(() => create(slotKey(slot), slot)),
    replaceSlot: (slot, was) => step().then(() => replace(slotKey(slot), slot, was)),
    storeResponse: async (response) => {
      await step();
      if (responses.has(response.id)) return false;
      responses.set(response.id, response);
      return true;
    },
  });
  return { open, responses };
}
