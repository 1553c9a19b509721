import type { Message } from '@soundings/contracts/language';
import type { RunStatus } from '@soundings/contracts/run';
import type { SourceAlert } from '@soundings/contracts/source';
import type { ActiveRun } from '@soundings/contracts/source-progress';
import type { Connector, OpenConnector } from '@soundings/reviews/connector';
import type { Fetcher } from '@soundings/reviews/fetching/polite-fetcher';
import type { CollectorStore } from '@soundings/store/collector-store';
import type { Lease } from '@soundings/store/sources';

export type Machine = {
  store: CollectorStore;
  fetcher: Fetcher;
  /** Stops all work at once; what was stored stays, and a later run goes on from there. */
  signal: AbortSignal;
  /** When, in milliseconds, to put down what is under way so that the next invocation can go on with it. */
  until?: number;
  now?: () => number;
  connectors?: readonly Connector[];
};

export type Work = Required<Machine>;

/** One source with what works on it. */
export type Scrape = { lease: Lease; work: Work; connector: Connector; open: OpenConnector };

/** What to do after a step of a run: take the next one, come back at an instant, or close the run. */
export type Step = { next: 'go-on' } | { next: 'come-back'; at: number } | { next: 'finish'; outcome?: Outcome };

/** How a run came out, where that is not to be told from its state. */
export type Outcome = {
  status: RunStatus;
  reason: Message | null;
  /** The source is not asked again until its team resumes it. */
  stops?: boolean;
  alerts?: Pick<SourceAlert, 'kind' | 'message'>[];
};

/** Stores the run's next state. */
export function changeRun(lease: Lease, change: (run: ActiveRun) => ActiveRun): Promise<void> {
  return lease.save(({ progress }) => ({ progress: { ...progress, run: progress.run && change(progress.run) } }));
}
