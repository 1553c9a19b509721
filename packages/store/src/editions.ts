import { Time } from '@soundings/contracts/time';
import * as z from 'zod';
import type { Table } from './table.ts';

const FEW = 50;

/** One state of a document that the team edits; `edition` 0 is what the product brings. */
export type Edition<T> = { edition: number; value: T; changedAt: string | null };

/**
 * A document that the team edits as a whole. No edition is ever overwritten: each change adds the next one, so what was
 * before can be looked at and had again.
 */
export function openEditions<T>(table: Table, { pk, schema, first }: { pk: string; schema: z.ZodType<T>; first: T }) {
  const stored = z.object({ value: schema, changedAt: Time });
  const keyOf = (edition: number) => ({ pk, sk: `edition#${String(edition).padStart(8, '0')}` });
  const editionOf = ({ sk, value }: { sk: string; value: unknown }): Edition<T> => ({
    edition: Number(sk.split('#')[1]),
    ...stored.parse(value),
  });

  return {
    /** The newest edition. */
    async current(): Promise<Edition<T>> {
      const [newest] = await this.newest(1);
      return newest ?? { edition: 0, value: first, changedAt: null };
    },

    /** The newest editions, newest first, without what the product brings. */
    async newest(limit = FEW): Promise<Edition<T>[]> {
      const { items } = await table.list({ pk, limit, newestFirst: true });
      return items.map(editionOf);
    },

    /** Adds the edition after `basedOn`; undefined where somebody else has added one since. */
    async add(value: T, basedOn: number): Promise<Edition<T> | undefined> {
      const changedAt = new Date().toISOString();
      const key = keyOf(basedOn + 1);
      if (!Number.isInteger(basedOn) || basedOn < 0) return undefined;
      if (basedOn > 0 && !(await table.get(keyOf(basedOn)))) return undefined;
      const [created = false] = await table.create([
        { ...key, value: JSON.parse(JSON.stringify({ value, changedAt })) },
      ]);
      return created ? { edition: basedOn + 1, value, changedAt } : undefined;
    },
  };
}
