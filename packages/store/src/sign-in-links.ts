import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Table } from './table.ts';

const VALID_SECONDS = 3600;
const Kept = z.object({ used: z.boolean(), memberId: z.string().nullable().default(null) });

/** One-time links that sign a browser in; only their hashes are kept. */
export function openSignInLinks(table: Table) {
  const keyOf = (token: string) => ({ pk: 'sign-in', sk: createHash('sha256').update(token).digest('base64url') });

  return {
    /** A token that is good once, for an hour: for a member or, without one, for the server's owner. */
    async create(memberId: string | null = null): Promise<string> {
      const token = randomBytes(24).toString('base64url');
      await table.create([
        { ...keyOf(token), value: { used: false, memberId }, expires: Math.floor(Date.now() / 1000) + VALID_SECONDS },
      ]);
      return token;
    },

    /** Whom it signs in, for the one who uses it first; undefined ever after. */
    async use(token: string): Promise<{ memberId: string | null } | undefined> {
      const item = await table.get(keyOf(token));
      if (!item) return undefined;
      const { used, memberId } = Kept.parse(item.value);
      if (used || !(await table.replace({ ...item, value: { used: true, memberId } }, item.version))) return undefined;
      return { memberId };
    },
  };
}
