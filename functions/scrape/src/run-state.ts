import { createHash } from 'node:crypto';
import { newId } from '@soundings/contracts/ids';
import type { Message } from '@soundings/contracts/language';
import type { Source } from '@soundings/contracts/source';
import type { ActiveRun, HeadVersion, Pass, PendingPage, SourceProgress } from '@soundings/contracts/source-progress';
import type { OpenConnector, ParsedPage, PlanState } from '@soundings/reviews/connector';
import type { RawPage } from '@soundings/reviews/fetching/page-request';
import type { Fetched } from '@soundings/reviews/fetching/polite-fetcher';
import type { StoredPage } from './store-page.ts';

// How a run goes from one state to the next: pure functions, each applied in one conditional write.

/** Reviews appear late and are edited: each pass looks so far back behind the last one's newest. */
const OVERLAP_MS = 3 * 86_400_000;
/** Days of reviews that are remembered, to know a source's rhythm. */
const DAYS_KEPT = 60;

/** A run of which nothing is done yet, through all partitions of its source. */
export function beginRun(source: Source, { open, now }: { open: OpenConnector; now: number }): ActiveRun {
  return {
    ledger: {
      id: newId('run', now),
      sourceId: source.id,
      status: 'running',
      reason: null,
      startedAt: new Date(now).toISOString(),
      finishedAt: null,
      requests: 0,
      unchanged: 0,
      bytes: 0,
      pages: 0,
      seen: 0,
      new: 0,
      revised: 0,
      rejected: {},
      filled: {},
      robots: null,
      cursors: {},
    },
    partitions: [...open.partitions],
    pass: null,
    declared: null,
    fullDeclared: 0,
    fullParsed: 0,
    tries: 0,
    waits: 0,
    trouble: null,
    hasGaps: false,
    isUnreadable: false,
  };
}

/** What a connector needs to know to plan a pass through a partition. */
export function planState(partition: string, progress: SourceProgress): PlanState {
  const watermark = progress.partitions[partition]?.watermark;
  return { partition, since: watermark ? new Date(Date.parse(watermark) - OVERLAP_MS).toISOString() : null };
}

/** The run at the start of its next partition, with the pages that the connector plans there. */
export function beginPass(
  run: ActiveRun,
  { open, progress }: { open: OpenConnector; progress: SourceProgress },
): ActiveRun {
  const [partition = '', ...partitions] = run.partitions;
  const pending = open
    .plan(planState(partition, progress))
    .map((request, head): PendingPage => ({ request, role: 'head', head }));
  const pass: Pass = {
    partition,
    pending,
    heads: {},
    newest: null,
    parsed: 0,
    declared: null,
    pages: 0,
    isFull: true,
    hasGaps: false,
  };
  return { ...run, partitions, pass };
}

/** With what a fetch took counted. */
export function asked(run: ActiveRun, { requests, wireBytes, robots }: Fetched): ActiveRun {
  const { ledger } = run;
  const counted = { requests: ledger.requests + requests, bytes: ledger.bytes + wireBytes, robots };
  return { ...run, ledger: { ...ledger, ...counted } };
}

type Page = { page: RawPage; parsed: ParsedPage; stored: StoredPage; since: string | null; isNewestFirst: boolean };

/** With a page stored: what it leads to is pending then. */
export function afterPage(run: ActiveRun, { page, parsed, stored, since, isNewestFirst }: Page): ActiveRun {
  const { pass, ledger } = run;
  const [present, ...rest] = pass?.pending ?? [];
  if (!pass || !present) return run;
  const { head } = present;
  // Only where every review says its day: an undated one could be new.
  const isKnownFromHere =
    isNewestFirst && since !== null && stored.newest !== null && stored.newest < since && stored.undated === 0;
  const isCircle = JSON.stringify(parsed.next) === JSON.stringify(present.request);
  const next =
    parsed.next && !isKnownFromHere && !isCircle ? [{ request: parsed.next, role: 'next' as const, head }] : [];
  const details = (parsed.details ?? []).map((request) => ({ request, role: 'detail' as const, head }));
  return {
    ...run,
    ledger: {
      ...ledger,
      pages: ledger.pages + 1,
      seen: ledger.seen + stored.seen,
      new: ledger.new + stored.new,
      revised: ledger.revised + stored.revised,
      rejected: sumOf(ledger.rejected, stored.rejected),
      filled: sumOf(ledger.filled, stored.filled),
    },
    tries: 0,
    waits: 0,
    pass: {
      ...pass,
      pending: [...details, ...next, ...rest],
      heads: present.role === 'head' ? { ...pass.heads, [head]: versionOf(page) } : pass.heads,
      newest: laterOf(pass.newest, stored.newest),
      parsed: pass.parsed + stored.found,
      declared: parsed.declaredTotal ?? pass.declared,
      pages: pass.pages + 1,
      isFull: pass.isFull && !isKnownFromHere,
    },
  };
}

/** With a head that has not changed: nothing behind it has. */
export function afterUnchanged(run: ActiveRun): ActiveRun {
  const { pass, ledger } = run;
  return {
    ...run,
    ledger: { ...ledger, unchanged: ledger.unchanged + 1 },
    tries: 0,
    waits: 0,
    pass: pass && { ...pass, pending: pass.pending.slice(1), isFull: false },
  };
}

/** Without a page that cannot be had, and so without what lay behind it. */
export function withoutPage(
  run: ActiveRun,
  { trouble, isUnreadable = false }: { trouble: Message; isUnreadable?: boolean },
): ActiveRun {
  const { pass } = run;
  return {
    ...run,
    tries: 0,
    waits: 0,
    trouble,
    hasGaps: true,
    isUnreadable: run.isUnreadable || isUnreadable,
    pass: pass && { ...pass, pending: pass.pending.slice(1), hasGaps: true },
  };
}

/** Without all that is still pending: a site whose pages lead to ever new ones is never looked through. */
export function cutOff(run: ActiveRun): ActiveRun {
  const pages = run.pass?.pages ?? 0;
  const trouble = {
    en: `The source goes on after ${pages} pages.`,
    'zh-CN': `读了 ${pages} 页之后仍未到尽头。`,
  };
  return { ...run, trouble, hasGaps: true, pass: run.pass && { ...run.pass, pending: [], hasGaps: true } };
}

/** The pass is over; the watermark moves if it has seen everything. */
export function endPass(progress: SourceProgress, { open }: { open: OpenConnector }): SourceProgress {
  const { run } = progress;
  if (!run?.pass) return progress;
  const { pass } = run;
  const before = progress.partitions[pass.partition];
  const known = {
    watermark: laterOf(before?.watermark ?? null, pass.newest),
    heads: { ...before?.heads, ...pass.heads },
  };
  const isCounted = pass.isFull && !pass.hasGaps && pass.declared !== null;
  return {
    ...progress,
    partitions: pass.hasGaps ? progress.partitions : { ...progress.partitions, [pass.partition]: known },
    run: {
      ...run,
      pass: null,
      declared: open.partitions.length === 1 ? pass.declared : null,
      fullDeclared: run.fullDeclared + (isCounted ? (pass.declared ?? 0) : 0),
      fullParsed: run.fullParsed + (isCounted ? pass.parsed : 0),
    },
  };
}

/** Partitions whose pages are looked at again, even if they stay as they are. */
export function toBeReadAgain(partitions: SourceProgress['partitions']): SourceProgress['partitions'] {
  return Object.fromEntries(Object.entries(partitions).map(([name, known]) => [name, { ...known, heads: {} }]));
}

/** By what a page is known to be the same: what its server says of it, and a hash of its bytes. */
export function versionOf({ body, validators }: RawPage): HeadVersion {
  return { ...validators, hash: createHash('sha256').update(body).digest('base64url') };
}

/** The last days on which reviews were written, with those of a page among them. */
export function withDays(days: readonly number[], { days: more }: StoredPage): number[] {
  return [...new Set([...days, ...more])].sort((a, b) => a - b).slice(-DAYS_KEPT);
}

function laterOf(a: string | null, b: string | null): string | null {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

function sumOf(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
