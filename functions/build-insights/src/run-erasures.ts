import type { Erasure, ErasureCounts, ErasureSubject } from '@soundings/contracts/erasure';
import type { Feedback } from '@soundings/contracts/feedback';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { Trace } from '@soundings/store/erasures';
import { type Claim, isFinished, workOff } from '@soundings/store/jobs';
import type { Store } from '@soundings/store/store';
import { eraseFromDocuments } from './erase-documents.ts';
import { eraseRows } from './erase-rows.ts';
import { noteExpired, queueRest } from './expired-traces.ts';
import { removePreviews } from './remove-previews.ts';
import { noteSample, removeSample } from './remove-sample.ts';
import { tracesOf } from './response-traces.ts';

type Machine = {
  store: Store;
  openDuckDb: () => Promise<DuckDb>;
  signal?: AbortSignal;
  /** So many texts or responses that are too old are erased together: what is left over is the next erasure's. */
  together?: number;
};
/** Somebody, as opposed to whatever is too old, and to the sample. */
type Person = Exclude<ErasureSubject, { kind: 'expired' | 'sample' }>;
type Work = { store: Store; duckdb: DuckDb; together: number; signal: AbortSignal | undefined };

const PAGE = 500;
/** Whatever was under way needs some time. */
const AGAIN_MS = 60_000;
/** Jobs that are looked through for one that is not over. */
const LATEST = 200;

/** Works on the erasures that are due until there is none, or until the signal says stop. */
export async function runErasures({ store, openDuckDb, signal, together = 5000 }: Machine): Promise<void> {
  async function work(claim: Claim<Erasure>): Promise<void> {
    const duckdb = await openDuckDb();
    try {
      await erase(claim, { store, duckdb, together, signal });
    } finally {
      await duckdb.close();
    }
  }
  await workOff(store.erasures.jobs, { signal, work });
}

/**
 * Erases a person, or the sample, from every store. Each step can be repeated, and what it needs to know of the person is noted before
 * it is erased: a kill anywhere begins all of it again. Imports and builds may bring back what they had read before, so
 * it is done once more after any that was under way.
 */
async function erase(claim: Claim<Erasure>, { store, duckdb, together, signal }: Work): Promise<void> {
  const { id, subject, createdAt } = claim.job;
  if (!subject) return claim.finish({ status: 'done' });
  const begunAt = new Date().toISOString();
  const isQuiet = await isNothingUnderWay(store);
  const loaded = subject.kind === 'sample' ? await store.sampleData.current() : undefined;
  const sample = loaded && { ...loaded, withSurvey: subject.kind === 'sample' && subject.withSurvey === true };

  if (subject.kind === 'customer') await store.erasures.keepAway(subject.customerId, createdAt);
  if (subject.kind === 'expired') await noteExpired(id, subject, { store, duckdb, together });
  else if (subject.kind !== 'sample') await noteTraces(claim.job, subject, { store, signal });
  else if (sample) await noteSample(sample, { store, note: (found) => store.erasures.note(id, found), signal });
  const traces = await store.erasures.noted(id);
  const found = await eraseFromTable(store, { subject, traces });
  signal?.throwIfAborted();
  const importIds = Object.values(sample?.imports ?? {});
  const person = { subject, ids: traces.map((trace) => trace.id), importIds };
  const rows = await eraseRows({ store, duckdb }, person, isQuiet ? begunAt : undefined);
  signal?.throwIfAborted();
  const feedbackIds = new Set(traces.filter(({ kind }) => kind === 'feedback').map((trace) => trace.id));
  const documents = await eraseFromDocuments(store, { subject, feedbackIds });
  // Files have days of their own.
  const isPerson = subject.kind !== 'expired' && subject.kind !== 'sample';
  const files = isQuiet && isPerson ? await removeFiles(store, { subject, traces }) : 0;

  const counts = sumOf(claim.job.counts, { ...found, rows, documents, files });
  if (!isQuiet || !(await isNothingUnderWay(store, begunAt)))
    return claim.later({ counts, attempts: 0, status: 'queued' }, AGAIN_MS);
  if (subject.kind === 'expired' && traces.length > 0) await queueRest(id, subject, { store, duckdb });
  const removed = sample ? await removeSample(claim.job, sample, store) : {};
  await store.erasures.forget(id);
  const finishedAt = new Date().toISOString();
  await claim.finish({ status: 'done', subject: null, counts: sumOf(counts, removed), finishedAt });
}

/** Is there no import and no build that is not over, or that was not over at a time? */
async function isNothingUnderWay(store: Store, since?: string): Promise<boolean> {
  const jobs = [
    ...(await store.imports.list({ limit: LATEST })).items.filter(
      ({ status, uploadUrl, unconfirmed }) => status !== 'queued' || !(uploadUrl || unconfirmed),
    ),
    ...(await store.builds.list({ limit: LATEST })).items,
  ];
  // What a paid analyzer was given stands in the bucket until its answer is in.
  if ((await store.comprehendJobs.count(1)) > 0) return false;
  return jobs.every((job) => isFinished(job) && (since === undefined || (job.finishedAt ?? '') < since));
}

type Reading = Pick<Work, 'store' | 'signal'>;

/** Looks through all that was said for what is theirs. */
async function noteTraces({ id }: Erasure, subject: Person, { store, signal }: Reading): Promise<void> {
  const note = (traces: Trace[]) => store.erasures.note(id, traces);
  if (subject.kind === 'feedback') {
    const { feedbackId, productId } = subject;
    return note([{ kind: 'feedback', id: feedbackId, productId }]);
  }
  if (subject.kind === 'customer') await noteResponses(subject.customerId, { store, note });
  const productIds =
    subject.kind === 'author' ? [subject.productId] : (await store.products.all()).map((product) => product.id);
  const isTheirs = ({ customerId, author }: Feedback) =>
    subject.kind === 'author' ? author === subject.author : customerId === subject.customerId;
  for (const productId of productIds) {
    for (let after: string | undefined; ; ) {
      signal?.throwIfAborted();
      const page = await store.feedback.list(productId, { limit: PAGE, after });
      const theirs = page.items.filter(isTheirs);
      await note(theirs.map((feedback) => ({ kind: 'feedback', id: feedback.id, productId })));
      if (!page.cursor) break;
      after = page.cursor;
    }
  }
}

type Noting = { store: Store; note: (traces: Trace[]) => Promise<void> };

/** Their responses, and the texts in them, whether they are feedback by now or about to be. */
async function noteResponses(customerId: string, { store, note }: Noting): Promise<void> {
  for await (const { id: surveyId } of store.surveys.all()) {
    for await (const response of store.responses.all(surveyId)) {
      if (response.customerId === customerId) await note(await tracesOf(response, store));
    }
  }
}

type Found = { subject: ErasureSubject; traces: readonly Trace[] };

async function eraseFromTable(store: Store, { subject, traces }: Found) {
  const found = { responses: 0, feedback: 0 };
  // Responses first: whoever makes feedback of one then finds its place taken.
  for (const trace of traces)
    if (trace.kind === 'response' && (await store.responses.erase(trace.surveyId, trace.id))) found.responses++;
  for (const trace of traces)
    if (trace.kind === 'feedback') {
      if (await store.feedback.erase(trace.id, trace.productId)) found.feedback++;
      await store.overrides.erase(trace.id);
    }
  if (subject.kind === 'customer') {
    await store.visits.erase(subject.customerId);
    await store.experiments.erase(subject.customerId);
  }
  return found;
}

/**
 * Removes files and pages as they came in which they may stand: what they brought is in the stores by now. A customer
 * may stand in any file.
 */
async function removeFiles(
  { bucket, imports, sources }: Store,
  { subject, traces }: Found & { subject: Person },
): Promise<number> {
  const productIds = new Set([
    ...traces.map((trace) => (trace.kind === 'feedback' ? trace.productId : '')),
    ...(subject.kind === 'customer' ? [] : [subject.productId]),
  ]);
  let removed = 0;
  for await (const key of bucket.list('uploads/')) {
    const job = await imports.find(key.split('/')[1] ?? '');
    if (job === 'unreadable' || !isFinished(job)) continue;
    if (subject.kind !== 'customer' && job?.productId !== subject.productId) continue;
    await bucket.remove(key);
    removed++;
  }
  removed += await removePreviews(
    { bucket, imports },
    ({ productId }) => subject.kind === 'customer' || productId === subject.productId,
  );
  for await (const key of bucket.list('raw/')) {
    const source = await sources.find(key.split('/')[1] ?? '');
    if (source && !productIds.has(source.productId)) continue;
    await bucket.remove(key);
    removed++;
  }
  return removed;
}

function sumOf(a: ErasureCounts, b: Partial<ErasureCounts>): ErasureCounts {
  const names = Object.keys(a) as (keyof ErasureCounts)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + (b[name] ?? 0)])) as ErasureCounts;
}
