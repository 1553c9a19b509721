import * as z from 'zod';
import type { Table } from './table.ts';

const pk = 'lake';

export const LAKE_TABLES = ['mentions', 'answers', 'purchases', 'events'] as const;
export type LakeTable = (typeof LAKE_TABLES)[number];

/** One Parquet object of a lake table, by whom it was added, and what its maker wants to find again after a crash. */
export const LakeFile = z.object({
  key: z.string(),
  rows: z.int().nonnegative(),
  addedBy: z.string(),
  outcome: z.record(z.string(), z.json()).optional(),
});
export type LakeFile = z.infer<typeof LakeFile>;

const Manifest = z.object({ files: z.array(LakeFile) });

/**
 * Which Parquet objects make up each table of the lake. An object counts from the moment at which the manifest, a
 * single item, names it: a change of several objects happens as one, and whoever lost a race reads again and redoes
 * its work.
 */
export function openLakeTables(table: Table) {
  return {
    async read(name: LakeTable): Promise<{ files: LakeFile[]; version: number }> {
      const item = await table.get({ pk, sk: name });
      return item ? { files: Manifest.parse(item.value).files, version: item.version } : { files: [], version: 0 };
    },

    /** Makes `files` the table if it still has the version that they were made from; otherwise gives false. */
    async commit(name: LakeTable, files: LakeFile[], version: number): Promise<boolean> {
      const item = { pk, sk: name, value: { files } };
      if (version > 0) return table.replace(item, version);
      const [created = false] = await table.create([item]);
      return created;
    },
  };
}
