import { SurveyResponse } from '@soundings/contracts/survey-response';
import type { Claim, ClaimStore, Slot } from '@soundings/survey/claim';
import * as z from 'zod';
import type { Key, Table } from './table.ts';

const StoredClaim = z.object({
  surveyId: z.string(),
  responseId: z.string(),
  state: z.enum(['open', 'refused', 'committed']),
  until: z.number(),
  slots: z.record(z.string(), z.int()),
  response: SurveyResponse.nullable(),
});

const StoredSlot = z.object({
  surveyId: z.string(),
  cell: z.string(),
  number: z.int(),
  responseId: z.string().nullable(),
  attempt: z.int(),
  settled: z.boolean(),
});

/** The claims of responses to places in quotas and limits, as items of the table. */
export function openSurveyClaims(
  table: Table,
  storeResponse: (response: SurveyResponse) => Promise<boolean>,
): ClaimStore {
  const claimKey = ({ surveyId, responseId }: Pick<Claim, 'surveyId' | 'responseId'>): Key => ({
    pk: `claims#${surveyId}`,
    sk: responseId,
  });
  const slotKey = ({ surveyId, cell, number }: Pick<Slot, 'surveyId' | 'cell' | 'number'>): Key => ({
    pk: `slots#${surveyId}#${cell}`,
    sk: String(number).padStart(7, '0'),
  });
  const create = async (key: Key, value: Claim | Slot) =>
    (await table.create([{ ...key, value: { ...value } }]))[0] ? 1 : null;
  const replace = async (key: Key, value: Claim | Slot, was: number) =>
    (await table.replace({ ...key, value: { ...value } }, was)) ? was + 1 : null;

  return {
    async claim(surveyId, responseId) {
      const item = await table.get(claimKey({ surveyId, responseId }));
      return item ? { ...StoredClaim.parse(item.value), version: item.version } : null;
    },
    createClaim: (claim) => create(claimKey(claim), claim),
    replaceClaim: (claim, was) => replace(claimKey(claim), claim, was),
    async slots(surveyId, cell, numbers) {
      const items = await table.getMany(numbers.map((number) => slotKey({ surveyId, cell, number })));
      return items.map(({ value, version }) => ({ ...StoredSlot.parse(value), version }));
    },
    createSlot: (slot) => create(slotKey(slot), slot),
    replaceSlot: (slot, was) => replace(slotKey(slot), slot, was),
    storeResponse,
  };
}
