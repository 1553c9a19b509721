import type { Build } from '@soundings/contracts/build';
import type { PainReport } from '@soundings/contracts/pain-point';
import { Persona } from '@soundings/contracts/persona';
import type { SegmentReport } from '@soundings/contracts/segment';
import { elevenSegments } from '@soundings/customers/segments';
import type { DuckDb } from '@soundings/lake/duckdb';
import { audienceMembers } from '@soundings/personas/audience';
import { buildPersonas as buildDocuments } from '@soundings/personas/build-personas';
import type { PersonaTables } from '@soundings/personas/persona-input';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { surveyWords } from './survey-words.ts';

type Material = {
  store: Store;
  duckdb: DuckDb;
  tables: PersonaTables;
  pains: PainReport;
  segments: SegmentReport | null;
};

/**
 * Makes the drafts of a build's personas, each the next version of the one that was published last, and lists who is in
 * each of them, for the exports of audiences.
 */
export async function buildPersonas(build: Build, { store, duckdb, tables, pains, segments }: Material): Promise<void> {
  const snapshot = build.createdAt.slice(0, 10);
  const personas = await buildDocuments({
    engine: duckdb,
    tables,
    themes: pains.themes.map(({ id, names }) => ({ id, name: names })),
    surveys: await surveyWords(store),
    segmentNames: Object.fromEntries(elevenSegments.segments.map(({ id, name }) => [id, name])),
    rules: { rfm: `${segments?.scoring ?? 'none'}@1`, map: `eleven@${elevenSegments.version}` },
    snapshot,
    previous: await lastVersions(store),
  });
  await store.reports.write(build.id, 'personas', z.array(Persona), personas);
  if (!segments) return;
  for (const persona of personas) {
    const members = await audienceMembers({ engine: duckdb, tables, snapshot }, persona);
    await store.reports.write(build.id, `audience-${persona.id}`, z.array(z.string()), members);
  }
}

/** Of each persona that is shown now: its newest published version, or its draft if it has none. */
async function lastVersions(store: Store): Promise<Persona[]> {
  const shown = await store.reports.current();
  const drafts = shown && (await store.reports.read(shown.id, 'personas', z.array(Persona)));
  return Promise.all((drafts ?? []).map(async (draft) => (await store.personas.versions(draft.id))[0] ?? draft));
}
