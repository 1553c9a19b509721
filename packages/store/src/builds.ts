import { isDeepStrictEqual } from 'node:util';
import { Build, NewBuild } from '@soundings/contracts/build';
import { newId } from '@soundings/contracts/ids';
import * as z from 'zod';
import { openIdempotency } from './idempotency.ts';
import { openJobs } from './jobs.ts';
import { queuedBuild } from './queued-build.ts';
import type { Table } from './table.ts';

const lastAsked = { pk: 'builds-asked', sk: 'last' };
const LastAsked = z.object({ id: z.string(), options: NewBuild });

type Asked = { options?: NewBuild; key?: string | undefined; createdAt?: string };

/** The builds as jobs. However often one is asked for, one waits to begin. */
export function openBuilds(table: Table) {
  const jobs = openJobs(table, { pk: 'builds', queue: 'build', schema: Build });
  const idempotency = openIdempotency(table);

  /**
   * The id of the build that was asked for last, as long as that waits and has these options; else a new one, which is
   * noted before anything is made under it. Of other options it is another build, lest what was asked for last is not
   * what is shown last.
   */
  async function next(options: NewBuild): Promise<string> {
    const item = await table.get(lastAsked);
    const last = item && LastAsked.parse(item.value);
    if (last && isDeepStrictEqual(last.options, options)) {
      const job = await jobs.find(last.id);
      // One that is not there is about to be made, or whoever was to make it was killed: who joins it makes it.
      if (job === undefined || (job !== 'unreadable' && job.status === 'queued')) return last.id;
    }
    const id = newId('build');
    const noted = { ...lastAsked, value: { id, options } };
    const isNoted = item ? await table.replace(noted, item.version) : (await table.create([noted]))[0];
    return isNoted ? id : next(options);
  }

  return {
    ...jobs,

    /**
     * Asks for a build of all that is known now. One that waits to begin is `joined`: it takes in what is there when it
     * begins. One that has begun is followed by another. Asked again with the same `key` it is the former one, however
     * far that is by now.
     */
    async ask({ options = {}, key, createdAt }: Asked = {}): Promise<{ job: Build; joined: boolean }> {
      const known = key === undefined ? undefined : await idempotency.find('build', key);
      const id = known ?? (await idempotency.id('build', key, await next(options)));
      const { job, created } = await jobs.create(queuedBuild({ id, options, ...(createdAt && { createdAt }) }));
      return { job, joined: !created };
    },
  };
}
