import { Source } from '@soundings/contracts/source';
import { NO_PROGRESS, SourceProgress } from '@soundings/contracts/source-progress';
import * as z from 'zod';
import { listPage } from './partition.ts';
import type { PageQuery } from './sharding.ts';
import { FAR_AHEAD, type Item, type NewItem, type Table } from './table.ts';
import { ifReadable, readWaiting } from './unreadable.ts';

const pk = 'sources';
const LEASE_MS = 300_000;

const Stored = z.object({ source: Source, progress: SourceProgress });
type Stored = z.infer<typeof Stored>;

/** Another run has the source, or the team removed it: this one must stop and leave what is done. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** A source taken up by this run and by no other, as long as it saves. */
export type Lease = {
  readonly source: Source;
  readonly progress: SourceProgress;
  /** Stores how far it has come, the team's changes of meanwhile kept, and prolongs the lease. Throws `LeaseLost`. */
  save(change: (stored: Stored) => Partial<Stored>): Promise<void>;
  /** As `save`, and gives the lease back: the source is due again at that instant, or never by itself. */
  release(change: (stored: Stored) => Partial<Stored>, due: number | null): Promise<void>;
};

/** From where reviews are collected, each with how far that has come, in one item. */
export function openSources(table: Table) {
  const wait = (due: number) => ({ queue: 'scrape' as const, due: new Date(due).toISOString() });
  const read = (item: Item | undefined) => item && Stored.parse(item.value);

  function leaseOf(item: Item, { token, now }: { token: string; now: () => number }): Lease {
    let { version } = item;
    let stored = Stored.parse(item.value);

    async function write(change: (stored: Stored) => Partial<Stored>, due?: number | null): Promise<void> {
      const changed = { ...stored, ...change(stored) };
      if (due !== undefined) changed.progress = { ...changed.progress, lease: null };
      const at = due === undefined ? now() + LEASE_MS : due;
      const next: NewItem = { pk, sk: item.sk, value: changed, ...(at !== null && { waits: wait(at) }) };
      if (await table.replace(next, version)) {
        version++;
        stored = changed;
        return;
      }
      const fresh = await table.get(next);
      const found = read(fresh);
      if (!fresh || found?.progress.lease !== token) throw new LeaseLost(item.sk);
      version = fresh.version;
      stored = found;
      await write(change, due);
    }

    return {
      get source() {
        return stored.source;
      },
      get progress() {
        return stored.progress;
      },
      save: (change) => write(change),
      release: (change, due) => write(change, due),
    };
  }

  return {
    /** Stores a new source, due at once, and gives it, or the one that has this id already. */
    async create(source: Source): Promise<Source> {
      const value: Stored = { source, progress: NO_PROGRESS };
      await table.create([{ pk, sk: source.id, value, waits: wait(Date.parse(source.nextRunAt ?? source.createdAt)) }]);
      return (await this.get(source.id)) ?? source;
    },

    async get(id: string): Promise<Source | undefined> {
      return read(await table.get({ pk, sk: id }))?.source;
    },

    /** As `get`, for whoever looks after many: undefined for one that this version cannot read, too. */
    async find(id: string): Promise<Source | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && ifReadable(item, Stored)?.source;
    },

    /** Oldest first, those that this version can read. */
    list: (page: PageQuery) => listPage(table, { pk, ...page }, (item) => ifReadable(item, Stored)?.source),

    /** Changes what the team may change. Rescheduled, it is due at its `nextRunAt`, unless a run has it. */
    async change(id: string, change: (source: Source) => Source): Promise<Source | undefined> {
      const item = await table.get({ pk, sk: id });
      const stored = read(item);
      if (!item || !stored) return undefined;
      const source = change(stored.source);
      // Another configuration is another place: what was known of the former one says nothing of it.
      const isMoved = JSON.stringify(source.config) !== JSON.stringify(stored.source.config);
      const progress = isMoved ? { ...NO_PROGRESS, untold: stored.progress.untold } : stored.progress;
      const due = source.nextRunAt && source.status === 'active' ? wait(Date.parse(source.nextRunAt)) : undefined;
      const isRescheduled =
        isMoved || source.nextRunAt !== stored.source.nextRunAt || source.status !== stored.source.status;
      const waits = progress.lease || !isRescheduled ? item.waits : due;
      const next: NewItem = { pk, sk: id, value: { source, progress }, ...(waits && { waits }) };
      return (await table.replace(next, item.version)) ? source : this.change(id, change);
    },

    /** Removes the source; what it brought stays. */
    remove: (id: string) => table.remove({ pk, sk: id }),

    /** Takes up the source that is due longest, or gives undefined. */
    async claim({ token, now }: { token: string; now: () => number }): Promise<Lease | undefined> {
      const readItem = (item: Item) => ({ item, stored: Stored.parse(item.value) });
      for (const { item, stored } of await readWaiting(table, { queue: 'scrape', limit: 10, read: readItem, now })) {
        const value: Stored = { ...stored, progress: { ...stored.progress, lease: token } };
        const claimed = { ...item, value, waits: wait(now() + LEASE_MS) };
        if (await table.replace(claimed, item.version))
          return leaseOf({ ...claimed, version: item.version + 1 }, { token, now });
      }
      return undefined;
    },

    /** Makes every source that a run had due now: for a machine on which nobody else can be working, when it starts. */
    async resume(): Promise<void> {
      for (const item of await table.waiting('scrape', { now: FAR_AHEAD, limit: 1000 })) {
        const stored = ifReadable(item, Stored);
        if (stored?.progress.lease) await table.replace({ ...item, waits: wait(Date.now()) }, item.version);
      }
    },
  };
}
