import { type Actor, AuditEntry } from '@soundings/contracts/access';
import { newId } from '@soundings/contracts/ids';
import type { PageQuery } from './sharding.ts';
import type { Table } from './table.ts';

const pk = 'audit';
const KEPT_SECONDS = 400 * 86_400;

/** Who changed and took away what, for 400 days. */
export function openAuditLog(table: Table) {
  return {
    async write(entry: { actor: Actor } & Pick<AuditEntry, 'did' | 'route' | 'subjects'>): Promise<void> {
      const now = Date.now();
      const id = newId('audit', now);
      const value: AuditEntry = { id, at: new Date(now).toISOString(), ...entry };
      await table.create([{ pk, sk: id, value, expires: Math.floor(now / 1000) + KEPT_SECONDS }]);
    },

    /** Newest first. */
    async list({ limit, after }: PageQuery): Promise<{ items: AuditEntry[]; cursor?: string }> {
      const page = await table.list({ pk, limit, after, newestFirst: true });
      const items = page.items.map(({ value }) => AuditEntry.parse(value));
      return page.cursor ? { items, cursor: page.cursor } : { items };
    },
  };
}
