import { setTimeout as sleep } from 'node:timers/promises';
import { asOf, type Build } from '@soundings/contracts/build';
import { CurrencyError } from '@soundings/customers/reporting-currency';
import type { DuckDb } from '@soundings/lake/duckdb';
import { type Claim, failedWith, workOff } from '@soundings/store/jobs';
import type { Store } from '@soundings/store/store';
import { buildInsights } from './build-insights.ts';
import { collectAnswers } from './collect-answers.ts';
import { collectMentions } from './collect-mentions.ts';
import { removeFormerBuilds } from './former-builds.ts';
import type { LargeLake } from './large-lake.ts';
import { tellAlarms } from './tell-alarms.ts';

type Machine = { store: Store; openDuckDb: () => Promise<DuckDb>; largeLake?: LargeLake; signal?: AbortSignal };

/** A build waits so long for texts that came before it to be analysed; then it takes what there is. */
const PATIENCE_MS = 600_000;

/** Works on the builds that are due until there is none, or until the signal says stop. Gives how many it finished. */
export function runBuilds({ store, openDuckDb, signal, ...large }: Machine): Promise<number> {
  async function work(claim: Claim<Build>): Promise<void> {
    const duckdb = await openDuckDb();
    try {
      await runBuild(claim, { store, duckdb, ...large, ...(signal && { signal }) });
    } catch (error) {
      if (!(error instanceof CurrencyError)) throw error;
      await claim.finish({ ...failedWith(error.told), finishedAt: new Date().toISOString() });
    } finally {
      await duckdb.close();
    }
  }
  return workOff(store.builds, { signal, work });
}

type Work = { store: Store; duckdb: DuckDb; largeLake?: LargeLake; signal?: AbortSignal };

async function runBuild(claim: Claim<Build>, { store, duckdb, signal, ...large }: Work): Promise<void> {
  const startedAt = claim.job.startedAt ?? new Date().toISOString();
  await claim.report({ step: 'collect', progress: 0.01, startedAt });
  await untilAnalysed(claim, { store, ...(signal && { signal }) });
  await collectMentions({ store, duckdb }, async (feedback) => {
    signal?.throwIfAborted();
    await claim.report({ counts: { ...claim.job.counts, feedback }, progress: 0.2 });
  });
  await collectAnswers({ store, duckdb });
  // On demand: most that this function is woken for has no build to make, and the models are large.
  const { learnFromStars } = await import('./learn-from-stars.ts');
  await learnFromStars(claim.job.id, { store, duckdb });
  const shown = await store.reports.current();
  // Killed after it was published, a build has only its alarms left to tell: made again, it would be compared with itself.
  if (shown?.id !== claim.job.id) {
    const counts = await buildInsights(claim.job, { store, duckdb, ...large }, async (step, progress) => {
      signal?.throwIfAborted();
      await claim.report({ step, progress });
    });
    await claim.report({ step: 'publish', progress: 0.98, counts });
    await store.reports.publish(claim.job);
  }
  await tellAlarms(claim.job, store);
  await claim.finish({ status: 'done', step: null, progress: 1, finishedAt: new Date().toISOString() });
  // Somebody may still be reading what was shown until now.
  await removeFormerBuilds(store, [claim.job.id, ...(shown ? [shown.id] : [])]);
}

/** What was sent before the build began is part of it, so its analysis is waited for. */
async function untilAnalysed(
  claim: Claim<Build>,
  { store, signal }: { store: Store; signal?: AbortSignal },
): Promise<void> {
  const began = asOf(claim.job);
  const until = Date.now() + PATIENCE_MS;
  // The texts of an import that was still running wait for their analysis from later than the build began.
  let by = began;
  while (Date.now() < until) {
    signal?.throwIfAborted();
    const imports = (await store.imports.list({ limit: 50 })).items.some(
      (job) =>
        !job.uploadUrl && !job.unconfirmed && ['queued', 'running'].includes(job.status) && job.createdAt <= began,
    );
    if (imports) by = new Date().toISOString();
    // One of those puts all texts into the queue of the analysis, from now until it is over.
    const reanalyses = (await store.reanalyses.list({ limit: 10 })).items.some(
      (job) => ['queued', 'running'].includes(job.status) && job.createdAt <= began,
    );
    if (reanalyses) by = new Date().toISOString();
    const texts = await Promise.all([store.responses.isWaiting(by), store.feedback.isWaiting(by)]);
    if (!imports && !reanalyses && !texts.includes(true)) return;
    await sleep(300);
  }
}
