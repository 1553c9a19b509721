import type * as z from 'zod';
import type { Item, JsonObject, Queue, Table } from './table.ts';

/** How long a worker may be silent before another takes its job over. */
const LEASE_MS = 20_000;

type Job = JsonObject & { id: string; status: 'queued' | 'running' | 'done' | 'failed' };

/** A job taken up by this worker and by no other, as long as it reports. */
export type Claim<T> = {
  readonly job: T;
  /** Stores the job as it now stands and prolongs the claim. Throws `ClaimLost` if another worker has taken over. */
  report(change: Partial<T>): Promise<void>;
  /** Stores the outcome; the job is then never taken up again. */
  finish(change: Partial<T>): Promise<void>;
};

/** Another worker has the job, since this one was silent too long: it must stop and leave what is done. */
export class ClaimLost extends Error {
  override name = 'ClaimLost';
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

    return {
      get job() {
        return job;
      },
      report: (change) => write(change, { waits: due(LEASE_MS) }),
      finish: (change) => write(change, {}),
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

    /** Newest first. */
    async list({ limit, after }: { limit: number; after?: string | undefined }) {
      const page = await table.list({ pk, limit, after, newestFirst: true });
      const items = page.items.map(({ value }) => schema.parse(value));
      return page.cursor ? { items, cursor: page.cursor } : { items };
    },

    /** Takes up the job that is due longest, or gives undefined. */
    async claim(): Promise<Claim<T> | undefined> {
      for (const item of await table.waiting(queue, { now: new Date().toISOString(), limit: 10 })) {
        const claimed = { ...item, value: { ...item.value, status: 'running' }, waits: due(LEASE_MS) };
        if (await table.replace(claimed, item.version)) return claimOf({ ...claimed, version: item.version + 1 });
      }
      return undefined;
    },

    /** Makes every unfinished job due now: for a machine on which nobody else can be working, when it starts. */
    async resume(): Promise<void> {
      const farAhead = new Date(Date.now() + 365 * 86_400_000).toISOString();
      for (const item of await table.waiting(queue, { now: farAhead, limit: 1000 })) {
        await table.replace({ ...item, waits: due(0) }, item.version);
      }
    },
  };
}
