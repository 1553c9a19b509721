import { type Actor, AuditEntry } from '@soundings/contracts/access';
import { newId } from '@soundings/contracts/ids';
import * as z from 'zod';
import { listPage } from './partition.ts';
import { openRetention } from './retention.ts';
import type { PageQuery } from './sharding.ts';
import type { Table } from './table.ts';

const pk = 'audit';
const marker = { pk: 'audit-kept', sk: 'days' };
const Marker = z.object({ days: z.int(), after: z.string().nullable() });
const DAY_SECONDS = 86_400;
const PAGE = 200;

/** Who changed and took away what, for as long as the team keeps it. */
export function openAuditLog(table: Table) {
  const retention = openRetention(table);
  const expiryOf = (at: string, days: number) => Math.floor(Date.parse(at) / 1000) + days * DAY_SECONDS;

  return {
    async write(entry: { actor: Actor } & Pick<AuditEntry, 'did' | 'route' | 'subjects'>): Promise<void> {
      const { auditLog } = (await retention.current()).value;
      const now = Date.now();
      const id = newId('audit', now);
      const at = new Date(now).toISOString();
      const value: AuditEntry = { id, at, ...entry };
      await table.create([{ pk, sk: id, value, expires: expiryOf(at, auditLog) }]);
    },

    /** Newest first. */
    list: (page: PageQuery) =>
      listPage(table, { pk, ...page, newestFirst: true }, ({ value }) => AuditEntry.parse(value)),

    /** How many entries are older than a time, counted up to `most`. */
    async countBefore(time: string, most: number): Promise<number> {
      for (let n = 0, after: string | undefined; ; ) {
        const page = await table.list({ pk, limit: PAGE, after });
        const older = page.items.filter(({ value }) => AuditEntry.parse(value).at < time).length;
        n += older;
        if (n >= most || older < page.items.length || !page.cursor) return Math.min(n, most);
        after = page.cursor;
      }
    },

    /**
     * Has every entry kept for so many days, those written before that was said too; what is older is removed. A run that
     * was stopped goes on where it was, and once it is through there is nothing to do until the days are others.
     */
    async keepFor(days: number, signal?: AbortSignal): Promise<void> {
      const item = await table.get(marker);
      const so = item && Marker.parse(item.value);
      if (so?.days === days && so.after === null) return;
      let { after, version } = { after: so?.days === days ? so.after : '', version: item?.version };
      while (after !== null && !signal?.aborted) {
        const page = await table.list({ pk, limit: PAGE, after: after || undefined });
        for (const entry of page.items) {
          const expires = expiryOf(AuditEntry.parse(entry.value).at, days);
          if (expires <= Date.now() / 1000) await table.remove(entry);
          else if (expires !== entry.expires) await table.replace({ ...entry, expires }, entry.version);
        }
        after = page.cursor ?? null;
        const value = { days, after };
        const isMine =
          version === undefined
            ? (await table.create([{ ...marker, value }]))[0]
            : await table.replace({ ...marker, value }, version);
        if (!isMine) return;
        version = (version ?? 0) + 1;
      }
    },
  };
}
