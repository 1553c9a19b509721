import { Run } from '@soundings/contracts/run';
import type { PageQuery } from './sharding.ts';
import type { Table } from './table.ts';

const KEPT_SECONDS = 400 * 86_400;

/** The ledger: each run of each source, in the order of their beginnings. */
export function openScrapeRuns(table: Table) {
  const keyOf = (sourceId: string, id: string) => ({ pk: `runs#${sourceId}`, sk: id });

  return {
    /** Writes a run as it now stands. */
    async write(run: Run): Promise<void> {
      const expires = Math.floor(Date.now() / 1000) + KEPT_SECONDS;
      const item = { ...keyOf(run.sourceId, run.id), value: run, expires };
      const [created] = await table.create([item]);
      if (created) return;
      const former = await table.get(item);
      if (former && !(await table.replace(item, former.version))) await this.write(run);
    },

    async get(sourceId: string, id: string): Promise<Run | undefined> {
      const item = await table.get(keyOf(sourceId, id));
      return item && Run.parse(item.value);
    },

    /** Newest first. */
    async list(sourceId: string, { limit, after }: PageQuery): Promise<{ items: Run[]; cursor?: string }> {
      const page = await table.list({ pk: `runs#${sourceId}`, limit, after, newestFirst: true });
      const items = page.items.map(({ value }) => Run.parse(value));
      return page.cursor ? { items, cursor: page.cursor } : { items };
    },
  };
}
