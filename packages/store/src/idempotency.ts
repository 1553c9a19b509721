import { createHash } from 'node:crypto';
import { type IdKind, newId } from '@soundings/contracts/ids';
import * as z from 'zod';
import type { Table } from './table.ts';

const KEPT_SECONDS = 90 * 86_400;
const Kept = z.object({ id: z.string() });

function itemKey(kind: IdKind, clientKey: string) {
  return { pk: 'idempotency', sk: createHash('sha256').update(`${kind}\n${clientKey}`).digest('base64url') };
}

/** Remembers which id a client's `Idempotency-Key` stands for, before anything is made under it. */
export function openIdempotency(table: Table) {
  return {
    /** The id to create under: the given one without a key, and the same one whenever the key is the same. */
    async id(kind: IdKind, clientKey: string | undefined, id = newId(kind)): Promise<string> {
      if (clientKey === undefined) return id;
      const expires = Math.floor(Date.now() / 1000) + KEPT_SECONDS;
      const item = { ...itemKey(kind, clientKey), value: { id }, expires };
      const [created] = await table.create([item]);
      if (created) return id;
      const kept = await table.get(item);
      return kept ? Kept.parse(kept.value).id : this.id(kind, clientKey, id);
    },

    /** The id that a key stands for already, or undefined. */
    async find(kind: IdKind, clientKey: string): Promise<string | undefined> {
      const kept = await table.get(itemKey(kind, clientKey));
      return kept && Kept.parse(kept.value).id;
    },
  };
}
