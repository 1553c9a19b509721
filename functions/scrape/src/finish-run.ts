import type { Message } from '@soundings/contracts/language';
import type { SourceAlert } from '@soundings/contracts/source';
import type { ActiveRun, RunSummary, SourceProgress } from '@soundings/contracts/source-progress';
import { findDrift } from './drift.ts';
import { toBeReadAgain } from './run-state.ts';
import type { Outcome, Scrape } from './scrape.ts';
import { tellTeam } from './tell-team.ts';

const DAY_MS = 86_400_000;
const HISTORY_KEPT = 10;
const NO_REASON: Message = { en: 'The site refuses.', 'zh-CN': '网站拒绝访问。' };

/**
 * Closes a run: writes its line of the ledger, then, in one write, what the source is to know of it and when it is due
 * again, and then tells the team what is new.
 */
export async function finishRun(scrape: Scrape, outcome?: Outcome): Promise<void> {
  const { lease, work } = scrape;
  const { run } = lease.progress;
  if (!run) return lease.release(() => ({}), work.now());
  const finishedAt = new Date(work.now()).toISOString();
  const result = outcome ?? outcomeOf(run, scrape);
  const { status, reason, stops = false } = result;
  await work.store.runs.write({ ...run.ledger, status, reason, finishedAt, cursors: cursorsOf(lease.progress) });

  const { id, startedAt } = run.ledger;
  const due = Math.max(Date.parse(startedAt) + lease.source.everyMinutes * 60_000, work.now());
  await lease.save(({ source, progress }) => {
    const alerts = alertsAfter(source.alerts, { result, run, now: finishedAt });
    const isNew = ({ kind }: SourceAlert) => !source.alerts.some((before) => before.kind === kind);
    // Silence is its authors', not the page's: what such a run found is what the source has.
    const isOfUse = status === 'ok' || (status === 'drift' && alerts.every(({ kind }) => kind === 'silent'));
    const isWell = isOfUse && run.ledger.pages > 0;
    return {
      source: {
        ...source,
        alerts,
        lastRun: { id, status, finishedAt },
        nextRunAt: stops || source.status !== 'active' ? null : new Date(due).toISOString(),
        ...(stops && { status: 'stopped', stoppedBecause: reason }),
      },
      progress: {
        ...progress,
        run: null,
        partitions: status === 'drift' ? toBeReadAgain(progress.partitions) : progress.partitions,
        history: isWell ? [...progress.history, summaryOf(run)].slice(-HISTORY_KEPT) : progress.history,
        untold: [...progress.untold, ...alerts.filter(isNew)],
      },
    };
  });
  await tellTeam(lease, work);
  await lease.release(() => ({}), lease.source.status === 'active' ? due : null);
}

function outcomeOf(run: ActiveRun, { lease, connector, work }: Scrape): Outcome {
  const { ledger, trouble, fullDeclared, fullParsed } = run;
  const isEmptyHanded = ledger.pages + ledger.unchanged === 0;
  if (run.isUnreadable && trouble)
    return { status: 'drift', reason: trouble, alerts: [{ kind: 'unreadable-page', message: trouble }] };
  if (run.hasGaps && trouble) {
    const alerts = isEmptyHanded ? [{ kind: 'failing' as const, message: trouble }] : [];
    return { status: isEmptyHanded ? 'failed' : 'partial', reason: trouble, alerts };
  }
  const { requiredFields, mayBeEmpty = false } = connector.manifest;
  const alerts = findDrift(summaryOf(run), {
    history: lease.progress.history,
    requiredFields,
    // A page that has not changed has not lost its reviews either.
    mayBeEmpty: mayBeEmpty || ledger.unchanged > 0,
    full: { declared: fullDeclared, parsed: fullParsed },
    days: lease.progress.days,
    today: Math.floor(work.now() / DAY_MS),
  });
  return {
    status: alerts.length > 0 ? 'drift' : 'ok',
    reason: alerts.length > 0 ? together(alerts.map(({ message }) => message)) : null,
    alerts,
  };
}

function together(messages: readonly Message[]): Message {
  return {
    en: messages.map(({ en }) => en).join(' '),
    'zh-CN': messages.map((message) => message['zh-CN']).join(''),
  };
}

function summaryOf({ ledger, declared }: ActiveRun): RunSummary {
  return { seen: ledger.seen, new: ledger.new, filled: ledger.filled, declared };
}

function cursorsOf({ partitions }: SourceProgress): Record<string, string | null> {
  return Object.fromEntries(Object.entries(partitions).map(([partition, { watermark }]) => [partition, watermark]));
}

type After = { result: Outcome; run: ActiveRun; now: string };

/** What stands against the source now. What stood already keeps its date; a run that read no page takes nothing back. */
function alertsAfter(before: readonly SourceAlert[], { result, run, now }: After): SourceAlert[] {
  const blocked =
    result.status === 'blocked' ? [{ kind: 'blocked' as const, message: result.reason ?? NO_REASON }] : [];
  const found = [...blocked, ...(result.alerts ?? [])];
  const standing = result.status === 'ok' && run.ledger.pages > 0 ? [] : before.filter(({ kind }) => isKept(kind, run));
  const fresh = found.map(({ kind, message }) => {
    const known = before.find((alert) => alert.kind === kind);
    return { kind, message, since: known?.since ?? now, runId: known?.runId ?? run.ledger.id };
  });
  return [...standing.filter(({ kind }) => !fresh.some((alert) => alert.kind === kind)), ...fresh];
}

/** The site was reached, so it is neither failing nor blocking; whether it drifts shows on pages alone. */
function isKept(kind: SourceAlert['kind'], { ledger, hasGaps }: ActiveRun): boolean {
  if (kind === 'failing' || kind === 'blocked') return ledger.pages + ledger.unchanged === 0;
  return ledger.pages === 0 || hasGaps;
}
