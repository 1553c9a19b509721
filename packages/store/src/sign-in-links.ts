import { createHash, randomBytes } from 'node:crypto';
import type { Table } from './table.ts';

const VALID_SECONDS = 3600;

/** One-time links that sign a browser in; only their hashes are kept. */
export function openSignInLinks(table: Table) {
  const keyOf = (token: string) => ({ pk: 'sign-in', sk: createHash('sha256').update(token).digest('base64url') });

  return {
    /** A token that is good once, for an hour. */
    async create(): Promise<string> {
      const token = randomBytes(24).toString('base64url');
      await table.create([
        { ...keyOf(token), value: { used: false }, expires: Math.floor(Date.now() / 1000) + VALID_SECONDS },
      ]);
      return token;
    },

    /** True for the one who uses it first, and only then. */
    async use(token: string): Promise<boolean> {
      const item = await table.get(keyOf(token));
      if (!item || item.value.used) return false;
      return table.replace({ ...item, value: { used: true } }, item.version);
    },
  };
}
