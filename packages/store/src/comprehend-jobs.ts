import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import type { Item, Table } from './table.ts';
import { readWaiting } from './unreadable.ts';

const pk = 'comprehend-jobs';

/**
 * An asynchronous job over many texts of one language. Its input and its texts (in the order of the lines) are objects
 * under `comprehend/<id>/`; `jobId` is Comprehend's, once it was started.
 */
export const ComprehendJob = z.object({
  id: z.string(),
  language: z.string(),
  texts: z.int().positive(),
  jobId: z.string().nullable(),
  createdAt: z.string(),
});
export type ComprehendJob = z.infer<typeof ComprehendJob>;

/** A text of a job: where it is kept. */
const JobText = z.object({ id: z.string(), productId: z.string() });
export type JobText = z.infer<typeof JobText>;

export type QueuedComprehendJob = { job: ComprehendJob; item: Item };

/** Comprehend's asynchronous jobs, looked after until their results are in. */
export function openComprehendJobs(table: Table, bucket: Bucket) {
  const folder = (id: string) => `comprehend/${id}`;
  const dueIn = (ms: number) => ({ queue: 'comprehend' as const, due: new Date(Date.now() + ms).toISOString() });

  return {
    inputKey: (id: string) => `${folder(id)}/input.txt`,
    outputPrefix: (id: string) => `${folder(id)}/output/`,

    /** Keeps a job's input and begins to look after it. */
    async create(job: ComprehendJob, { body, texts }: { body: string; texts: readonly JobText[] }): Promise<void> {
      await bucket.put(this.inputKey(job.id), body);
      await bucket.put(`${folder(job.id)}/texts.json`, JSON.stringify(texts));
      await table.create([{ pk, sk: job.id, value: job, waits: dueIn(0) }]);
    },

    async texts(id: string): Promise<JobText[]> {
      const object = await bucket.get(`${folder(id)}/texts.json`);
      return z.array(JobText).parse(JSON.parse(object?.toString('utf8') ?? '[]'));
    },

    due(limit: number): Promise<QueuedComprehendJob[]> {
      const read = (item: Item) => ({ job: ComprehendJob.parse(item.value), item });
      return readWaiting(table, { queue: 'comprehend', limit, read });
    },

    /** How many are under way. */
    count: (limit: number) => table.countWaiting('comprehend', { now: '9999-12-31T23:59:59.999Z', limit }),

    /** Looks at it again in a minute, with what is known by now. */
    later: ({ job, item }: QueuedComprehendJob, change: Partial<ComprehendJob> = {}) =>
      table.replace({ pk, sk: job.id, value: { ...job, ...change }, waits: dueIn(60_000) }, item.version),

    /** Ends it: its record goes last, so that a kill on the way repeats the rest. */
    async end({ job }: QueuedComprehendJob): Promise<void> {
      for await (const key of bucket.list(`${folder(job.id)}/`)) await bucket.remove(key);
      await table.remove({ pk, sk: job.id });
    },
  };
}
