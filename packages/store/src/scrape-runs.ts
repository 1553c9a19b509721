import { Run } from '@soundings/contracts/run';
import { listPage } from './partition.ts';
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
    list: (sourceId: string, page: PageQuery) =>
      listPage(table, { pk: `runs#${sourceId}`, ...page, newestFirst: true }, ({ value }) => Run.parse(value)),
  };
}
