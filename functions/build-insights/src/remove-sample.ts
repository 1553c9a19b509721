import type { Erasure } from '@soundings/contracts/erasure';
import type { Trace } from '@soundings/store/erasures';
import { LAKE_TABLES } from '@soundings/store/lake-tables';
import { removeUnusedProduct } from '@soundings/store/product-use';
import { queuedReanalysis } from '@soundings/store/queued-reanalysis';
import type { SampleData } from '@soundings/store/sample-data';
import { sampleSurveyUse } from '@soundings/store/sample-survey';
import type { Store } from '@soundings/store/store';
import { objectsOfBuilds } from './former-builds.ts';
import { tracesOf } from './response-traces.ts';

const PAGE = 500;

type Sample = SampleData & {
  /** Whether its survey goes with what others answered and changed of it. */
  withSurvey: boolean;
};
type Noting = { store: Store; note: (traces: Trace[]) => Promise<void>; signal: AbortSignal | undefined };

/** Notes the texts and responses that the sample brought, and none that came to its products, nor to a survey that stays. */
export async function noteSample(sample: Sample, { store, note, signal }: Noting): Promise<void> {
  const { imports, products, surveyId, loadedAt, withSurvey } = sample;
  for await (const response of store.responses.all(surveyId)) {
    if (withSurvey || response.submittedAt < loadedAt) await note(await tracesOf(response, store));
  }
  const importIds = new Set(Object.values(imports));
  for (const productId of Object.values(products)) {
    for (let after: string | undefined; ; ) {
      signal?.throwIfAborted();
      const page = await store.feedback.list(productId, { limit: PAGE, after });
      const brought = page.items.filter(({ origin }) => origin.kind === 'review' && importIds.has(origin.sourceId));
      await note(brought.map(({ id }) => ({ kind: 'feedback', id, productId })));
      if (!page.cursor) break;
      after = page.cursor;
    }
  }
}

/**
 * Removes what was made of the sample and what it stood in, once its texts, responses and rows are gone and nothing is
 * under way. Products and a survey in which others left something stay. Can be repeated after a kill anywhere. Gives how
 * many documents and files went.
 */
export async function removeSample({ id }: Erasure, sample: Sample, store: Store) {
  const documents = await removeBuilds(sample, store);
  const files = await removeFiles(sample, store);
  await removeSurvey(sample, store);
  for (const importId of Object.values(sample.imports)) await store.imports.remove(importId);
  for (const productId of Object.values(sample.products)) await removeUnusedProduct(store, productId);
  await makeAnew(id, sample, store);
  await store.sampleData.forget();
  return { documents, files };
}

/** Each build since the sample was loaded holds it, and so do the versions of personas that were published of one. */
async function removeBuilds({ loadedAt }: SampleData, store: Store): Promise<number> {
  const builds = new Set<string>();
  for (let after: string | undefined; ; ) {
    const page = await store.builds.list({ limit: PAGE, after });
    for (const { id, finishedAt, createdAt } of page.items) if ((finishedAt ?? createdAt) >= loadedAt) builds.add(id);
    if (!page.cursor) break;
    after = page.cursor;
  }
  await store.reports.unpublish(builds);
  const objects = [];
  for await (const { key, buildId } of objectsOfBuilds(store)) if (builds.has(buildId)) objects.push(key);
  const made = new Set(objects);
  const personas = await store.personas.remove(({ evidence }) =>
    evidence.some(({ tables }) =>
      Object.values(tables)
        .flat()
        .some((key) => made.has(key)),
    ),
  );
  for (const { id, personaId, personaVersion, startedAt } of await store.experiments.all()) {
    if (startedAt >= loadedAt && !(await store.personas.version(personaId, personaVersion)))
      await store.experiments.remove(id);
  }
  for (const id of builds) await store.reports.remove(id);
  for (const key of objects) await store.bucket.remove(key);
  // Last: killed before, they are found again.
  for (const id of builds) await store.builds.remove(id);
  return personas.length + builds.size;
}

async function removeFiles({ imports }: SampleData, { bucket, importProblems }: Store): Promise<number> {
  let removed = 0;
  for (const importId of Object.values(imports)) {
    for await (const key of bucket.list(`uploads/${importId}/`)) {
      await bucket.remove(key);
      removed++;
    }
    await importProblems.remove(importId);
  }
  return removed;
}

/** A survey that others answered, or that the team changed, is theirs by now. */
async function removeSurvey(sample: Sample, store: Store): Promise<void> {
  const use = await sampleSurveyUse(store, sample);
  if (!use || use.responses > 0 || (use.isChanged && !sample.withSurvey)) return;
  await store.surveys.remove(sample.surveyId);
}

/** What the team has of its own is built without the sample, and read without what was learnt from the sample's stars. */
async function makeAnew(erasureId: string, { loadedAt }: SampleData, store: Store): Promise<void> {
  const tables = await Promise.all(LAKE_TABLES.map((name) => store.lake.read(name)));
  const hasOwn = tables.some(({ files }) => files.length > 0);
  const key = `without the sample ${erasureId}`;
  const reanalysisId = await store.idempotency.id('reanalysis', key);
  const learnt = (await store.learntModels.current()).filter(({ learntAt }) => learntAt >= loadedAt);
  // Noted before the models are forgotten: afterwards nobody would know that there is something to read again.
  if (hasOwn && learnt.some(({ kept }) => kept))
    await store.reanalyses.create(queuedReanalysis({ id: reanalysisId, options: {} }), { start: false });
  for (const model of learnt) await store.learntModels.forget(model);
  if (!hasOwn) return;
  await store.reanalyses.start(reanalysisId, { createdAt: new Date().toISOString() });
  await store.builds.ask({ key });
}
