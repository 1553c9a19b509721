import { createHash } from 'node:crypto';
import { Persona } from '@soundings/contracts/persona';
import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import { itemsOf, listAll } from './partition.ts';
import type { Table } from './table.ts';

const evidencePk = 'evidence';
const Named = z.object({ keys: z.array(z.string()) });

/** What a draft was computed from is not there any more: published, its claims would lead nowhere. */
export class EvidenceGone extends Error {
  override name = 'EvidenceGone';
}

/** The published versions of personas; none ever changes. Drafts are documents of the build that made them. */
export function openPersonas(table: Table, bucket: Bucket) {
  const keyOf = (id: string, version: number) => ({
    pk: `persona#${id}`,
    sk: `version#${String(version).padStart(6, '0')}`,
  });
  const objectOf = (id: string, version: number) => `personas/${id}/${version}.json`;

  return {
    /**
     * Keeps a version for good, and what it was computed from; false where this version is published already. The names of
     * its evidence are noted first: killed before the version is, they keep objects that nobody asks for and no more.
     * Throws `EvidenceGone`.
     */
    async publish(persona: Persona): Promise<boolean> {
      const { id, version } = persona;
      const key = keyOf(id, version);
      if (await table.get(key)) return false;
      const keys = [...new Set(persona.evidence.flatMap(({ tables }) => Object.values(tables).flat()))].sort();
      const hash = createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 16);
      await table.create([{ pk: evidencePk, sk: `${id}#${version}#${hash}`, value: { keys } }]);
      for (const object of keys) {
        if ((await bucket.size(object)) === undefined) throw new EvidenceGone(`${object} is not there any more`);
      }
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

    /** The lake's objects that published versions were computed from: none of them may be removed. */
    async evidence(): Promise<string[]> {
      return (await listAll(table, evidencePk, (value) => Named.parse(value).keys)).flat();
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

    /**
     * Removes published versions with the names of their evidence, for good, where they were computed from something that
     * should not have been there.
     */
    async remove(isMeant: (persona: Persona) => boolean): Promise<Persona[]> {
      const removed: Persona[] = [];
      for await (const object of bucket.list('personas/')) {
        const body = object.endsWith('.json') && (await bucket.get(object));
        const persona = body && Persona.parse(JSON.parse(body.toString('utf8')));
        if (!persona || !isMeant(persona)) continue;
        const { id, version } = persona;
        await table.remove(keyOf(id, version));
        for await (const { pk, sk } of itemsOf(table, { pk: evidencePk, prefix: `${id}#${version}#` }))
          await table.remove({ pk, sk });
        removed.push(persona);
      }
      // Last: killed before, they are found again by what they say.
      for (const { id, version } of removed) await bucket.remove(objectOf(id, version));
      return removed;
    },

    /** All published versions of a persona, newest first. */
    async versions(id: string): Promise<Persona[]> {
      const { items } = await table.list({ pk: `persona#${id}`, limit: 100, newestFirst: true });
      const versions = await Promise.all(items.map(({ value }) => this.version(id, Number(value.version))));
      return versions.filter((version) => version !== undefined);
    },
  };
}
