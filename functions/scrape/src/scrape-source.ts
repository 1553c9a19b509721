import type { Message } from '@soundings/contracts/language';
import type { Lease } from '@soundings/store/sources';
import { fetchPage } from './fetch-page.ts';
import { finishRun } from './finish-run.ts';
import { beginPass, beginRun, cutOff, endPass, toBeReadAgain } from './run-state.ts';
import { changeRun, type Scrape, type Step, type Work } from './scrape.ts';
import { tellTeam } from './tell-team.ts';

const PAUSED: Message = { en: 'The source was paused.', 'zh-CN': '该来源已被暂停。' };
/** A site whose pages lead to ever new ones. */
const MAX_PAGES = 20_000;

/**
 * Goes on with a source's run, or begins one, until it is finished, must wait or time is up. What a page held is stored
 * before the cursor moves past it: raw page, reviews, then the cursor, so that a kill anywhere only repeats a page.
 */
export async function scrapeSource(lease: Lease, work: Work): Promise<void> {
  const { signal, until, now } = work;
  await tellTeam(lease, work);
  const scrape = openScrape(lease, work);
  if ('en' in scrape) return stop(lease, scrape, work);
  const { source } = lease;
  const due = source.status === 'active' ? Date.parse(source.nextRunAt ?? source.createdAt) : null;
  if (due === null || (!lease.progress.run && due > now())) return lease.release(() => ({}), due);
  if (!lease.progress.run) await begin(scrape);

  while (!signal.aborted && now() < until) {
    const step = await takeStep(scrape);
    if (step.next === 'come-back') return lease.release(() => ({}), step.at);
    if (step.next === 'finish') return finishRun(scrape, step.outcome);
  }
  return lease.release(() => ({}), now());
}

/** A source that can never run: it says why, and so do the team's webhooks. */
async function stop(lease: Lease, message: Message, work: Work): Promise<void> {
  const since = new Date(work.now()).toISOString();
  const alert = { kind: 'unusable', message, since, runId: null } as const;
  await lease.save(({ source, progress }) => ({
    source: { ...source, status: 'stopped', stoppedBecause: message, nextRunAt: null, alerts: [alert] },
    progress: { ...progress, untold: [...progress.untold, alert] },
  }));
  await tellTeam(lease, work);
  await lease.release(() => ({}), null);
}

/** The source's connector with its configuration, or why there is none: both may be of an earlier version. */
function openScrape(lease: Lease, work: Work): Scrape | Message {
  const connector = work.connectors.find(({ manifest }) => manifest.id === lease.source.connector);
  if (!connector) return { en: 'There is no such connector any more.', 'zh-CN': '这种连接器已不存在。' };
  if (!connector.configSchema.safeParse(lease.source.config).success)
    return { en: 'The configuration does not fit the connector any more.', 'zh-CN': '配置已不适用于该连接器。' };
  return { lease, work, connector, open: connector.open(lease.source.config) };
}

async function takeStep(scrape: Scrape): Promise<Step> {
  const { lease, open, work } = scrape;
  const { run } = lease.progress;
  if (!run) return { next: 'come-back', at: work.now() };
  if (lease.source.status !== 'active') return { next: 'finish', outcome: { status: 'partial', reason: PAUSED } };
  if (!run.pass && run.partitions.length === 0) return { next: 'finish' };
  if (!run.pass) {
    await changeRun(lease, (run) => beginPass(run, { open, progress: lease.progress }));
  } else if (run.pass.pages >= MAX_PAGES && run.pass.pending.length > 0) {
    await changeRun(lease, cutOff);
  } else if (run.pass.pending.length === 0) {
    await lease.save(({ progress }) => ({ progress: endPass(progress, { open }) }));
  } else {
    return fetchPage(scrape, { run, pass: run.pass });
  }
  return { next: 'go-on' };
}

async function begin({ lease, work, open, connector }: Scrape): Promise<void> {
  const run = beginRun(lease.source, { open, now: work.now() });
  const { id } = run.ledger;
  const { version } = connector.manifest;
  await lease.save(({ source, progress }) => ({
    progress: {
      ...progress,
      run,
      version,
      partitions: version === progress.version ? progress.partitions : toBeReadAgain(progress.partitions),
    },
    source: { ...source, lastRun: { id, status: 'running', finishedAt: null } },
  }));
  await work.store.runs.write(run.ledger);
}
