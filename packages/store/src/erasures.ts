import { createHash } from 'node:crypto';
import { Erasure } from '@soundings/contracts/erasure';
import { Time } from '@soundings/contracts/time';
import * as z from 'zod';
import { openJobs } from './jobs.ts';
import { itemsOf, listAll } from './partition.ts';
import type { openSecrets } from './secrets.ts';
import type { Table } from './table.ts';

/** Something of an erased person, noted before it is erased: whoever was killed in between still knows what to look for. */
const Trace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feedback'), id: z.string(), productId: z.string() }),
  z.object({ kind: z.literal('response'), id: z.string(), surveyId: z.string() }),
]);
export type Trace = z.infer<typeof Trace>;

const Erased = z.object({ at: Time });

/** The erasures of persons: as jobs, with what each has found so far, and who must not come back with an old file. */
export function openErasures(table: Table, secrets: ReturnType<typeof openSecrets>) {
  const traces = (id: string) => `erasure#${id}`;

  return {
    jobs: openJobs(table, { pk: 'erasures', queue: 'erase', schema: Erasure }),

    async note(id: string, found: readonly Trace[]): Promise<void> {
      await table.create(found.map((trace) => ({ pk: traces(id), sk: trace.id, value: trace })));
    },

    noted: (id: string): Promise<Trace[]> => listAll(table, traces(id), (value) => Trace.parse(value)),

    async forget(id: string): Promise<void> {
      for await (const { pk, sk } of itemsOf(table, { pk: traces(id) })) await table.remove({ pk, sk });
    },

    /** Remembers, under a keyed hash, that what a customer did until then was erased. */
    async keepAway(customerId: string, at: string): Promise<void> {
      const key = { pk: 'erased-customers', sk: hashOf(customerId, await secrets.get('erasures')) };
      const [created] = await table.create([{ ...key, value: { at } }]);
      if (created) return;
      const before = await table.get(key);
      if (
        before &&
        Erased.parse(before.value).at < at &&
        !(await table.replace({ ...key, value: { at } }, before.version))
      )
        await this.keepAway(customerId, at);
    },

    /** Tells whether something that a customer did at a time (ISO 8601; null where it is unknown) was erased. */
    async keptAway(): Promise<(customerId: string | null, at: string | null) => boolean> {
      const secret = await secrets.get('erasures');
      const erased = new Map<string, string>();
      for await (const { sk, value } of itemsOf(table, { pk: 'erased-customers' }))
        erased.set(sk, Erased.parse(value).at);
      return (customerId, at) => {
        if (erased.size === 0 || customerId === null) return false;
        const until = erased.get(hashOf(customerId, secret));
        return until !== undefined && (at === null || at <= until);
      };
    },
  };
}

function hashOf(customerId: string, secret: string): string {
  return createHash('sha256').update(secret).update(customerId).digest('base64url');
}
