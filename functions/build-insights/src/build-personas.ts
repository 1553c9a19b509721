import { asOf, type Build } from '@soundings/contracts/build';
import type { PainReport } from '@soundings/contracts/pain-point';
import { Persona, StrategyEffect } from '@soundings/contracts/persona';
import { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import type { SegmentReport } from '@soundings/contracts/segment';
import { elevenSegments } from '@soundings/customers/segments';
import type { DuckDb } from '@soundings/lake/duckdb';
import { fallbackThemes } from '@soundings/pains/taxonomy/starting-taxonomy';
import { audienceMembers } from '@soundings/personas/audience';
import { buildPersonas as buildDocuments } from '@soundings/personas/build-personas';
import type { MeasuredEffect, PersonaTables } from '@soundings/personas/persona-input';
import { strategyBookOf } from '@soundings/personas/strategy-book';
import { nextVersion } from '@soundings/personas/versions';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { assignClusters } from './assign-clusters.ts';
import { measureExperiments } from './measure-experiments.ts';
import { surveyWords } from './survey-words.ts';

type Material = {
  store: Store;
  duckdb: DuckDb;
  tables: PersonaTables;
  pains: PainReport;
  segments: SegmentReport | null;
};

/**
 * Makes the drafts of a build's personas by each of the team's groupings, each the next version of the one that was
 * published last, and lists who is in each of them, for the exports of audiences.
 */
export async function buildPersonas(build: Build, { store, duckdb, tables, pains, segments }: Material): Promise<void> {
  const snapshot = asOf(build).slice(0, 10);
  const { value: settings, edition } = await store.personaSettings.current();
  const book = strategyBookOf(await store.strategyBook.current());
  const { k } = settings;
  const { unit } = await store.customerSettings.read();
  const effects = await measureExperiments({ store, duckdb, purchases: tables.purchases ?? [], k, unit });
  const input = {
    engine: duckdb,
    tables,
    themes: pains.themes.map(({ id, names }) => ({ id, name: names, onlyPains: fallbackThemes.has(id) })),
    surveys: await surveyWords(store),
    segmentNames: Object.fromEntries(elevenSegments.segments.map(({ id, name }) => [id, name])),
    rules: {
      rfm: `${segments?.scoring ?? 'none'}@1`,
      map: `eleven@${elevenSegments.version}`,
      ...(book.origin === 'team' && { strategies: `team-book@${book.edition}` }),
      ...(edition > 0 && { settings: `team-settings@${edition}` }),
    },
    snapshot,
    unit,
    previous: await lastVersions(store),
    book: book.rules,
    effects,
    k,
    legalBasis: settings.legalBasis.map(({ of }) => of),
    ...(segments && { horizonDays: segments.horizonDays }),
  };
  const personas: Persona[] = [];
  const wanted = groupingsFor(settings.groupings, segments !== null);
  const byClusters = wanted.some((grouping) => 'by' in grouping && grouping.by === 'assignments');
  const clustered =
    byClusters && tables.customers
      ? await assignClusters(duckdb, { customers: tables.customers, key: `customers/${build.id}/clusters.parquet` })
      : null;
  const groupings = wanted.filter((grouping) => clustered || !('by' in grouping) || grouping.by !== 'assignments');
  for (const grouping of groupings) {
    const clusters = 'by' in grouping && grouping.by === 'assignments' && clustered;
    const drafts = await buildDocuments({
      ...input,
      grouping,
      ...(clusters && {
        tables: { ...tables, assignments: [clusters.key] },
        segmentNames: clusters.names,
        rules: { ...input.rules, clusters: clusters.rule },
      }),
    });
    personas.push(
      ...(await Promise.all(drafts.map((draft) => afterPublished(draft, { store, known: input.previous })))),
    );
    if (!segments) continue;
    for (const draft of drafts) {
      const read = clusters ? { ...tables, assignments: [clusters.key] } : tables;
      const members = await audienceMembers({ engine: duckdb, tables: read, snapshot, grouping }, draft);
      await store.reports.write(build.id, `audience-${draft.id}`, z.array(z.string()), members);
    }
  }
  await store.reports.write(build.id, 'personas', z.array(Persona), personas);
  await store.reports.write(build.id, 'groupings', z.array(PersonaGrouping), groupings);
  await store.reports.write(build.id, 'effects', z.record(z.string(), StrategyEffect), effectsById(effects));
}

/** Without customers, all divisions by what they bought are the same one: everyone. */
function groupingsFor(groupings: readonly PersonaGrouping[], customers: boolean): PersonaGrouping[] {
  const everyone = groupings.find((grouping) => 'by' in grouping);
  return groupings.filter((grouping) => customers || 'rules' in grouping || grouping === everyone);
}

/** By experiment: the evidence of an effect is named after it. */
function effectsById(effects: readonly MeasuredEffect[]): Record<string, StrategyEffect> {
  return Object.fromEntries(effects.map(({ effect }) => [effect.evidence.replace(/^effect-/, ''), effect]));
}

/** A persona that no shown build had, since its grouping was left out for a while, goes on from where it was published. */
async function afterPublished(
  draft: Persona,
  { store, known }: { store: Store; known: readonly Persona[] },
): Promise<Persona> {
  if (known.some(({ id }) => id === draft.id)) return draft;
  return { ...draft, ...nextVersion(await store.personas.versions(draft.id), draft.id) };
}

/** Of each persona that is shown now: its newest published version, or its draft if it has none. */
async function lastVersions(store: Store): Promise<Persona[]> {
  const shown = await store.reports.current();
  const drafts = shown && (await store.reports.read(shown.id, 'personas', z.array(Persona)));
  return Promise.all((drafts ?? []).map(async (draft) => (await store.personas.versions(draft.id))[0] ?? draft));
}
