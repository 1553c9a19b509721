import type { Message } from '@soundings/contracts/language';
import type * as z from 'zod';
import { listPage } from './partition.ts';
import type { PageQuery } from './sharding.ts';
import { FAR_AHEAD, type Item, type JsonObject, type Queue, type Table } from './table.ts';
import { ifReadable, readWaiting } from './unreadable.ts';

/** How long a worker may be silent before another takes its job over. */
const LEASE_MS = 20_000;
/** A job that was taken up so often and never finished kills its workers or fails each time: it is given up. */
const MAX_ATTEMPTS = 30;

type Job = JsonObject & {
  id: string;
  status: 'queued' | 'running' | 'done' | 'failed';
  attempts: number;
  failure: string | null;
};

/** A job taken up by this worker and by no other, as long as it reports. */
export type Claim<T> = {
  readonly job: T;
  /** Stores the job as it now stands and prolongs the claim. Throws `ClaimLost` if another worker has taken over. */
  report(change: Partial<T>): Promise<void>;
  /** Puts the job down; it is taken up again after this time. */
  later(change: Partial<T>, inMs: number): Promise<void>;
  /** Stores the outcome; the job is then never taken up again. */
  finish(change: Partial<T>): Promise<void>;
  /** Keeps the claim while `work` runs, however long it has nothing to report. */
  during<R>(work: () => Promise<R>): Promise<R>;
};

/** Another worker has the job, since this one was silent too long: it must stop and leave what is done. */
export class ClaimLost extends Error {
  override name = 'ClaimLost';
}

/** Nothing is known of a job that cannot be read: a later version may go on with it. */
export function isFinished(job: { status: string } | 'unreadable' | undefined): boolean {
  return job === undefined || (job !== 'unreadable' && (job.status === 'done' || job.status === 'failed'));
}

/** How a job stands that cannot be done, and why. */
export function failedWith(message: Message) {
  return { status: 'failed' as const, failure: message.en, message };
}

/**
 * Long work as items of one partition. A job waits in its queue until it is finished; taking it up only moves the time
 * at which it is due again, so a job whose worker was killed comes back by itself.
 */
export function openJobs<T extends Job>(
  table: Table,
  { pk, queue, schema }: { pk: string; queue: Queue; schema: z.ZodType<T> },
) {
  const due = (inMs: number) => ({ queue, due: new Date(Date.now() + inMs).toISOString() });

  function claimOf(item: Item): Claim<T> {
    let version = item.version;
    let job = schema.parse(item.value);

    async function write(change: Partial<T>, waits: { waits?: { queue: Queue; due: string } }) {
      const changed: T = { ...job, ...change };
      if (!(await table.replace({ pk, sk: job.id, value: changed, ...waits }, version))) throw new ClaimLost(job.id);
      version++;
      job = changed;
    }

    // Reports and the beats between them write one after the other: each needs the version that the last one left.
    let last: Promise<void> = Promise.resolve();
    function inTurn(change: Partial<T>, inMs?: number): Promise<void> {
      const turn = last.then(() => write(change, inMs === undefined ? {} : { waits: due(inMs) }));
      last = turn.catch(() => {});
      return turn;
    }
    const report = (change: Partial<T>) => inTurn(change, LEASE_MS);

    // A beat after this would put the job into the queue again.
    let isPutDown = false;
    function putDown(change: Partial<T>, inMs?: number): Promise<void> {
      isPutDown = true;
      return inTurn(change, inMs);
    }
    const beat = () => (isPutDown ? undefined : report({}));

    return {
      get job() {
        return job;
      },
      report,
      later: putDown,
      finish: (change) => putDown(change),
      async during(work) {
        const beats = setInterval(() => beat()?.catch(() => clearInterval(beats)), LEASE_MS / 4);
        try {
          return await work();
        } finally {
          clearInterval(beats);
        }
      },
    };
  }

  return {
    /** Stores a new job and gives it, or the one that has this id already. `start: false` keeps it out of the queue. */
    async create(job: T, { start = true } = {}): Promise<{ job: T; created: boolean }> {
      const item = { pk, sk: job.id, value: job, ...(start && { waits: due(0) }) };
      const [created = false] = await table.create([item]);
      return { job: created ? job : ((await this.get(job.id)) ?? job), created };
    },

    /** Puts a job that was kept out of the queue into it, with what is known by now. */
    async start(id: string, change: Partial<T>): Promise<T | undefined> {
      const item = await table.get({ pk, sk: id });
      if (!item || item.waits) return item && schema.parse(item.value);
      const job: T = { ...schema.parse(item.value), ...change };
      if (job.status === 'queued') await table.replace({ pk, sk: id, value: job, waits: due(0) }, item.version);
      return job;
    },

    async get(id: string): Promise<T | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && schema.parse(item.value);
    },

    /** As `get`, for whoever looks after many: `unreadable` for one that this version cannot read. */
    async find(id: string): Promise<T | 'unreadable' | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && (ifReadable(item, schema) ?? 'unreadable');
    },

    /** Has a job that nobody has taken up never be taken up, and say why. Gives whether it was such a one. */
    async withdraw(id: string, told: Message): Promise<boolean> {
      const item = await table.get({ pk, sk: id });
      const job = item && schema.parse(item.value);
      if (job?.status !== 'queued') return false;
      const value = { ...job, ...failedWith(told), finishedAt: new Date().toISOString() };
      return (await table.replace({ pk, sk: id, value }, item?.version ?? 0)) || this.withdraw(id, told);
    },

    /** Takes a job out of the list, whatever became of it: nobody may be working on it. */
    remove: (id: string): Promise<void> => table.remove({ pk, sk: id }),

    /** Newest first, those that this version can read. */
    list: (page: PageQuery) => listPage(table, { pk, ...page, newestFirst: true }, (item) => ifReadable(item, schema)),

    /** Takes up the job that is due longest, or gives undefined. */
    async claim(): Promise<Claim<T> | undefined> {
      const read = (item: Item) => ({ item, job: schema.parse(item.value) });
      for (const { item, job } of await readWaiting(table, { queue, limit: 10, read })) {
        const { attempts } = job;
        const givenUp = attempts >= MAX_ATTEMPTS;
        const change = givenUp
          ? failedWith({
              en: `It was begun ${attempts} times and never finished.`,
              'zh-CN': `已尝试 ${attempts} 次，均未完成。`,
            })
          : { status: 'running', attempts: attempts + 1 };
        const { waits: _, ...kept } = item;
        const claimed = { ...kept, value: { ...job, ...change }, ...(!givenUp && { waits: due(LEASE_MS) }) };
        if ((await table.replace(claimed, item.version)) && !givenUp)
          return claimOf({ ...claimed, version: item.version + 1 });
      }
      return undefined;
    },

    /** Makes every unfinished job due now: for a machine on which nobody else can be working, when it starts. */
    async resume(): Promise<void> {
      for (const item of await table.waiting(queue, { now: FAR_AHEAD, limit: 1000 })) {
        await table.replace({ ...item, waits: due(0) }, item.version);
      }
    },
  };
}

type WorkOff<T> = { signal?: AbortSignal | undefined; work: (claim: Claim<T>) => Promise<void> };

/**
 * Works on the jobs that are due until there is none, or until the signal says stop. A job that fails of something
 * unforeseen is due again by itself and holds no other back: the first such error is thrown once nothing else is due.
 * Gives how many jobs came to their end.
 */
export async function workOff<T>(
  jobs: { claim(): Promise<Claim<T> | undefined> },
  { signal, work }: WorkOff<T>,
): Promise<number> {
  const failures: unknown[] = [];
  let finished = 0;
  for (let claim = await next(); claim; claim = await next()) {
    const claimed = claim;
    try {
      await claimed.during(() => work(claimed));
      finished++;
    } catch (error) {
      if (signal?.aborted) throw error;
      if (!(error instanceof ClaimLost)) failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return finished;

  async function next() {
    return signal?.aborted ? undefined : jobs.claim();
  }
}
