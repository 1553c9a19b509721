import { Persona } from '@soundings/contracts/persona';
import type { Bucket } from './bucket.ts';
import type { Table } from './table.ts';

/** The published versions of personas; none ever changes. Drafts are documents of the build that made them. */
export function openPersonas(table: Table, bucket: Bucket) {
  const keyOf = (id: string, version: number) => ({
    pk: `persona#${id}`,
    sk: `version#${String(version).padStart(6, '0')}`,
  });
  const objectOf = (id: string, version: number) => `personas/${id}/${version}.json`;

  return {
    /** Keeps a version for good; false where this version is published already. */
    async publish(persona: Persona): Promise<boolean> {
      const { id, version } = persona;
      const key = keyOf(id, version);
      if (await table.get(key)) return false;
      await bucket.put(objectOf(id, version), JSON.stringify(persona));
      const [created = false] = await table.create([
        { ...key, value: { version, publishedAt: new Date().toISOString() } },
      ]);
      return created;
    },

    /** One published version, or undefined. */
    async version(id: string, version: number): Promise<Persona | undefined> {
      if (!(await table.get(keyOf(id, version)))) return undefined;
      const body = await bucket.get(objectOf(id, version));
      return body && Persona.parse(JSON.parse(body.toString('utf8')));
    },

    /** The one change that published versions take: `change` gives the same object to leave one. Gives how many changed. */
    async rewrite(change: (persona: Persona) => Persona): Promise<number> {
      let changed = 0;
      for await (const key of bucket.list('personas/')) {
        const body = await bucket.get(key);
        if (!body || !key.endsWith('.json')) continue;
        const persona = Persona.parse(JSON.parse(body.toString('utf8')));
        const after = change(persona);
        if (after === persona) continue;
        await bucket.put(key, JSON.stringify(after));
        changed++;
      }
      return changed;
    },

    /** All published versions of a persona, newest first. */
    async versions(id: string): Promise<Persona[]> {
      const { items } = await table.list({ pk: `persona#${id}`, limit: 100, newestFirst: true });
      const versions = await Promise.all(items.map(({ value }) => this.version(id, Number(value.version))));
      return versions.filter((version) => version !== undefined);
    },
  };
}
