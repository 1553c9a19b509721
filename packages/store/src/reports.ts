import { Time } from '@soundings/contracts/time';
import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import type { Table } from './table.ts';

const key = { pk: 'reports', sk: 'current' };
const CurrentBuild = z.object({ id: z.string(), createdAt: Time });
export type CurrentBuild = z.infer<typeof CurrentBuild>;

/** The published documents of builds: what the pages and the API read. */
export function openReports(table: Table, bucket: Bucket) {
  const pathOf = (buildId: string, name: string) => `reports/${buildId}/${name}.json`;

  return {
    /**
     * Writes one document of a build; it is not shown before `publish`. One that could not be read again (a number that is
     * none, say) stops its build here rather than every reader later.
     */
    async write<T>(buildId: string, name: string, schema: z.ZodType<T>, document: T): Promise<void> {
      const body = JSON.stringify(document);
      schema.parse(JSON.parse(body));
      await bucket.put(pathOf(buildId, name), body);
    },

    /** Makes this build's documents the ones that are shown, all at once, unless a build that began later is shown already. */
    async publish(build: CurrentBuild): Promise<void> {
      const item = await table.get(key);
      const shown = item && CurrentBuild.parse(item.value);
      if (shown && shown.createdAt > build.createdAt) return;
      const value = { id: build.id, createdAt: build.createdAt };
      const done = item
        ? await table.replace({ ...key, value }, item.version)
        : (await table.create([{ ...key, value }]))[0];
      if (!done) await this.publish(build);
    },

    /** Shows nothing, if what is shown is one of these builds. */
    async unpublish(buildIds: ReadonlySet<string>): Promise<void> {
      const shown = await this.current();
      if (shown && buildIds.has(shown.id)) await table.remove(key);
    },

    /** Removes a build's documents for good. */
    async remove(buildId: string): Promise<void> {
      for await (const object of bucket.list(`reports/${buildId}/`)) await bucket.remove(object);
    },

    /** The build whose documents are shown, or undefined before the first. */
    async current(): Promise<CurrentBuild | undefined> {
      const item = await table.get(key);
      return item && CurrentBuild.parse(item.value);
    },

    /** Changes documents of all builds, shown or not; `change` gives the same object to leave one. Gives how many changed. */
    async rewrite(change: (name: string, document: unknown) => unknown): Promise<number> {
      let changed = 0;
      for await (const key of bucket.list('reports/')) {
        const name = /([^/]+)\.json$/.exec(key)?.[1];
        const body = name && (await bucket.get(key));
        if (!name || !body) continue;
        const document: unknown = JSON.parse(body.toString('utf8'));
        const after = change(name, document);
        if (after === document) continue;
        await bucket.put(key, JSON.stringify(after));
        changed++;
      }
      return changed;
    },

    /** A document as it was written, or undefined. */
    async read<T>(buildId: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
      const body = await this.body(buildId, name);
      return body && schema.parse(JSON.parse(body.toString('utf8')));
    },

    /** The bytes of a document, or undefined. */
    body: (buildId: string, name: string) => bucket.get(pathOf(buildId, name)),
  };
}
