import { randomUUID } from 'node:crypto';
import type { ComprehendClient, LanguageCode } from '@aws-sdk/client-comprehend';
import type { Feedback } from '@soundings/contracts/feedback';
import type { JobText, QueuedComprehendJob } from '@soundings/store/comprehend-jobs';
import { eachInTurn } from '@soundings/store/each-in-turn';
import type { Store } from '@soundings/store/store';
import type { TextAnalyzer } from '@soundings/text/analyzer';
import type { UnitBudget } from '@soundings/text/comprehend-analyzer';
import { backlogAnalysis, backlogTexts, unitsOfBacklog } from '@soundings/text/comprehend-backlog';
import { backlogInput, backlogOutput, backlogState, startBacklog } from '@soundings/text/comprehend-jobs';
import { textOf } from './text-of.ts';

/** More texts than this wait: the batches would take a quarter of an hour. */
const MANY = 10_000;
/** Texts a job, gathered at once: as many as fit into a function's memory. */
const JOB_TEXTS = 5000;
/** Fewer of a language are left to the batches. */
const LEAST_TEXTS = 500;
/** Comprehend: ten jobs of a kind at a time. */
const MOST_JOBS = 10;
/** A job is done within the hour; if nobody saw it by then, its texts come back by themselves. */
const HOLD_MS = 6 * 3_600_000;
const PAGE = 100;

export type Backlog = {
  store: Store;
  client: ComprehendClient;
  local: Pick<TextAnalyzer, 'analyze'>;
  budget: UnitBudget;
  bucketName: string;
  /** The role in which Comprehend reads the input and writes the output. */
  role: string;
};

/**
 * Hands a backlog to Comprehend's asynchronous jobs, and stores what those that are done have found. May be killed
 * anywhere: a job is started once by its token, its texts are stored once by their versions, and come back if it fails.
 */
export async function runBacklog(backlog: Backlog): Promise<void> {
  const due = await backlog.store.comprehendJobs.due(MOST_JOBS);
  await eachInTurn([...due.map((queued) => () => lookAfter(queued, backlog)), () => gatherAll(backlog)]);
}

async function gatherAll(backlog: Backlog): Promise<void> {
  const { store } = backlog;
  while (
    (await store.comprehendJobs.count(MOST_JOBS)) < MOST_JOBS &&
    (await store.feedback.countDue(MANY + 1)) > MANY
  ) {
    if (!(await gather(backlog))) return;
  }
}

async function lookAfter(queued: QueuedComprehendJob, { store, client, local, bucketName, role }: Backlog) {
  const { comprehendJobs } = store;
  const { id, jobId, language } = queued.job;
  if (jobId === null) {
    const job = {
      input: `s3://${bucketName}/${comprehendJobs.inputKey(id)}`,
      output: `s3://${bucketName}/${comprehendJobs.outputPrefix(id)}`,
      role,
      language: language as LanguageCode,
      token: id,
    };
    await comprehendJobs.later(queued, { jobId: await startBacklog(client, job) });
    return;
  }
  const state = await backlogState(client, jobId);
  if (state.state === 'running') {
    await comprehendJobs.later(queued);
    return;
  }
  const texts = await comprehendJobs.texts(id);
  const archive = state.state === 'done' ? await store.bucket.get(keyOf(state.output, bucketName)) : undefined;
  const sentiments = archive
    ? backlogOutput(
        archive,
        texts.map((text) => text.id),
      )
    : new Map();
  for (let at = 0; at < texts.length; at += PAGE) {
    await storePage(texts.slice(at, at + PAGE), { store, local, sentiments });
  }
  await comprehendJobs.end(queued);
}

type Page = Pick<Backlog, 'store' | 'local'> & { sentiments: ReturnType<typeof backlogOutput> };

/** Stores what was found; what was not, or needs a closer look, goes to the batches at once. */
async function storePage(texts: readonly JobText[], { store, local, sentiments }: Page): Promise<void> {
  const waiting = await store.feedback.stillWaiting(texts);
  const found = new Map((await local.analyze(waiting.map(textOf))).map((one) => [one.id, one]));
  const analyzedAt = new Date().toISOString();
  const read = waiting.map((queued) => {
    const sentiment = sentiments.get(queued.feedback.id);
    const own = found.get(queued.feedback.id);
    const outcome = sentiment && own ? backlogAnalysis(textOf(queued), sentiment, own) : null;
    return { ...queued, outcome };
  });
  await store.feedback.storeAnalysis(
    read.flatMap(({ outcome, ...queued }) =>
      outcome?.outcome === 'analysed' ? [{ ...queued, analysis: { ...outcome.analysis, analyzedAt } }] : [],
    ),
  );
  await store.feedback.hold(
    read.filter(({ outcome }) => outcome === null),
    0,
  );
}

/** Makes jobs of what is due longest; false where nothing of it is for them. */
async function gather({ store, budget }: Backlog): Promise<boolean> {
  const waiting = await store.feedback.toAnalyze(JOB_TEXTS);
  const byId = new Map(waiting.map((queued) => [queued.feedback.id, queued]));
  let isMade = false;
  for (const [language, texts] of backlogTexts(waiting.map(textOf))) {
    if (texts.length < LEAST_TEXTS || !(await budget.reserve(unitsOfBacklog(texts)))) continue;
    const { body, ids } = backlogInput(texts);
    const taken = ids.flatMap((id) => byId.get(id) ?? []);
    const job = { id: randomUUID(), language, texts: ids.length, jobId: null, createdAt: new Date().toISOString() };
    const placeOf = ({ id, productId }: Feedback): JobText => ({ id, productId });
    await store.comprehendJobs.create(job, { body, texts: taken.map(({ feedback }) => placeOf(feedback)) });
    await store.feedback.hold(taken, HOLD_MS);
    isMade = true;
  }
  return isMade;
}

/** The object's key in an address such as s3://bucket/key. */
function keyOf(address: string, bucketName: string): string {
  return address.replace(`s3://${bucketName}/`, '');
}
