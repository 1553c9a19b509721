import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import type { Table } from './table.ts';

const key = { pk: 'reports', sk: 'current' };
const Current = z.object({ buildId: z.string() });

/** The published documents of builds: what the pages and the API read. */
export function openReports(table: Table, bucket: Bucket) {
  const pathOf = (buildId: string, name: string) => `reports/${buildId}/${name}.json`;

  return {
    /** Writes one document of a build; it is not shown before `publish`. */
    async write(buildId: string, name: string, document: unknown): Promise<void> {
      await bucket.put(pathOf(buildId, name), JSON.stringify(document));
    },

    /** Makes this build's documents the ones that are shown, all at once. Builds are shown in the order they began. */
    async publish(buildId: string): Promise<void> {
      const item = await table.get(key);
      if (!item) {
        const [created] = await table.create([{ ...key, value: { buildId } }]);
        if (!created) await this.publish(buildId);
      } else if (Current.parse(item.value).buildId < buildId) {
        if (!(await table.replace({ ...key, value: { buildId } }, item.version))) await this.publish(buildId);
      }
    },

    /** The build whose documents are shown, or undefined before the first. */
    async current(): Promise<string | undefined> {
      const item = await table.get(key);
      return item && Current.parse(item.value).buildId;
    },

    /** A document as it was written, or undefined. */
    async read<T>(buildId: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
      const body = await bucket.get(pathOf(buildId, name));
      return body && schema.parse(JSON.parse(body.toString('utf8')));
    },
  };
}
