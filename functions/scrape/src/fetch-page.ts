import type { Message } from '@soundings/contracts/language';
import type { ActiveRun, Pass } from '@soundings/contracts/source-progress';
import { type ParsedPage, UnreadablePage } from '@soundings/reviews/connector';
import { problemOf } from '@soundings/reviews/fetching/fetch-problems';
import type { RawPage } from '@soundings/reviews/fetching/page-request';
import type { Fetched } from '@soundings/reviews/fetching/polite-fetcher';
import { afterPage, afterUnchanged, asked, planState, versionOf, withDays, withoutPage } from './run-state.ts';
import { changeRun, type Scrape, type Step } from './scrape.ts';
import { storePage } from './store-page.ts';

const MINUTE_MS = 60_000;
/** After so long a page that failed is tried again; then the run goes on without it. */
const RETRY_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS];
const UNKNOWN: Message = {
  en: 'The page is not as the connector knows it.',
  'zh-CN': '页面与连接器所知的不同。',
};
/** So often in a row a host may ask us to wait. */
const MAX_WAITS = 20;

type Now = { run: ActiveRun; pass: Pass };

/** Makes the request that is next in a pass, and what follows from its answer. */
export async function fetchPage(scrape: Scrape, { run, pass }: Now): Promise<Step> {
  const { lease, work, open, connector } = scrape;
  const { access } = connector.manifest;
  const [pending] = pass.pending;
  if (!pending) return { next: 'go-on' };
  const isTelling = pending.role === 'head' && open.isNewestFirst;
  const known = isTelling ? lease.progress.partitions[pass.partition]?.heads[pending.head] : undefined;
  let fetched: Fetched;
  try {
    const isInterface = access === 'official' || access === 'account';
    fetched = await work.fetcher.fetch(pending.request, { signal: work.signal, validators: known, isInterface });
  } catch (error) {
    if (work.signal.aborted) return { next: 'come-back', at: work.now() };
    throw error;
  }

  const counted = asked(run, fetched);
  const trouble = problemOf(fetched) ?? UNKNOWN;
  switch (fetched.kind) {
    case 'page':
      // The very page of last time, from a server that does not say so itself, is as good as a 304.
      if (known?.hash === versionOf(fetched.page).hash) return goOnUnchanged(scrape, counted);
      return readPage(scrape, { run: counted, pass }, fetched.page);
    case 'unchanged':
      return goOnUnchanged(scrape, counted);
    case 'wait':
      if (run.waits >= MAX_WAITS) return goOnWithout(scrape, counted, { trouble });
      await changeRun(lease, () => ({ ...counted, waits: run.waits + 1 }));
      return { next: 'come-back', at: fetched.until };
    case 'refused':
      if (fetched.robots === 'unreachable') return tryLater(scrape, counted, { trouble });
      await changeRun(lease, () => counted);
      return { next: 'finish', outcome: { status: 'blocked', reason: trouble, stops: fetched.reason !== 'robots' } };
    case 'failed':
      return fetched.reason === 'gone'
        ? goOnWithout(scrape, counted, { trouble })
        : tryLater(scrape, counted, { trouble });
  }
}

async function readPage(scrape: Scrape, { run, pass }: Now, page: RawPage): Promise<Step> {
  const { lease, open, work } = scrape;
  const state = planState(pass.partition, lease.progress);
  const request = pass.pending[0]?.request ?? { url: page.url };
  let parsed: ParsedPage;
  try {
    parsed = open.parse(page, { ...state, request });
  } catch (error) {
    // A connector that trips over a page knows it as little as one that says so.
    const trouble = error instanceof UnreadablePage ? error.told : UNKNOWN;
    return tryLater(scrape, run, { trouble, isUnreadable: true });
  }
  const stored = await storePage(page, parsed, { lease, store: work.store, now: work.now() });
  const next = afterPage(run, { page, parsed, stored, since: state.since, isNewestFirst: open.isNewestFirst });
  await lease.save(({ progress }) => ({ progress: { ...progress, run: next, days: withDays(progress.days, stored) } }));
  return { next: 'go-on' };
}

async function goOnUnchanged({ lease }: Scrape, run: ActiveRun): Promise<Step> {
  await changeRun(lease, () => afterUnchanged(run));
  return { next: 'go-on' };
}

type Trouble = { trouble: Message; isUnreadable?: boolean };

async function tryLater(scrape: Scrape, run: ActiveRun, trouble: Trouble): Promise<Step> {
  const wait = RETRY_MS[run.tries];
  if (wait === undefined) return goOnWithout(scrape, run, trouble);
  await changeRun(scrape.lease, () => ({ ...run, tries: run.tries + 1 }));
  return { next: 'come-back', at: scrape.work.now() + wait };
}

async function goOnWithout({ lease }: Scrape, run: ActiveRun, trouble: Trouble): Promise<Step> {
  await changeRun(lease, () => withoutPage(run, trouble));
  return { next: 'go-on' };
}
