import { Persona } from '@soundings/contracts/persona';
import { isFinished } from '@soundings/store/jobs';
import { isOlder } from '@soundings/store/lake-objects';
import { LAKE_TABLES, type LakeFile } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';

/**
 * The lake's objects that documents name as what they were computed from: those of published versions, which stay for
 * good, and those of these builds' drafts, which may still be published; of the build that is shown if none are given.
 */
export async function namedObjects(store: Store, builds?: readonly string[]): Promise<ReadonlySet<string>> {
  const shown = builds ?? [(await store.reports.current())?.id ?? ''];
  const drafts = await Promise.all(shown.map((id) => store.reports.read(id, 'personas', z.array(Persona))));
  const keys = drafts.flatMap((personas) => personas?.flatMap(({ evidence }) => evidence) ?? []);
  return new Set([...(await store.personas.evidence()), ...keys.flatMap(({ tables }) => Object.values(tables).flat())]);
}

/** Removes objects that the manifest does not name any more, save those that a document names. */
export async function removeUnnamed(store: Store, files: readonly Pick<LakeFile, 'key'>[]): Promise<void> {
  if (files.length === 0) return;
  const named = await namedObjects(store);
  for (const key of new Set(files.map((file) => file.key))) if (!named.has(key)) await store.bucket.remove(key);
}

/**
 * Removes objects that neither a manifest nor a document names: what a kill left of work that was under way before a
 * time, and what was kept for drafts that another build has replaced.
 */
export async function removeStrays(store: Store, before: string, builds?: readonly string[]): Promise<void> {
  const documents = await namedObjects(store, builds);
  for (const table of LAKE_TABLES) {
    const { files } = await store.lake.read(table);
    const named = new Set(files.map(({ key }) => key));
    for await (const key of store.bucket.list(`${table}/`)) {
      if (named.has(key) || documents.has(key)) continue;
      const importId = /\/(imp_\w+)\.parquet$/.exec(key)?.[1];
      const isOver = importId ? isFinished(await store.imports.find(importId)) : isOlder(key, before);
      if (isOver) await store.bucket.remove(key);
    }
  }
}
