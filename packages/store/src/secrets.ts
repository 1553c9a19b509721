import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Table } from './table.ts';

const Secret = z.object({ value: z.string().min(32) });

export type SecretName = 'admin' | 'authors' | 'erasures' | 'sessions' | 'survey-links' | 'uploads' | 'submissions';

/** The installation's own random keys, each made at its first use and then the same for ever. */
export function openSecrets(table: Table) {
  return {
    async get(name: SecretName): Promise<string> {
      const key = { pk: 'secrets', sk: name };
      const stored = await table.get(key);
      if (stored) return Secret.parse(stored.value).value;
      await table.create([{ ...key, value: { value: randomBytes(32).toString('base64url') } }]);
      return this.get(name);
    },
  };
}
