import { createHash } from 'node:crypto';
import { Experiment, ExperimentArms } from '@soundings/contracts/experiment';
import type { Bucket } from './bucket.ts';
import { listAll } from './partition.ts';
import type { Table } from './table.ts';

const pk = 'experiments';

/** Strategies that were tried, each with the lists of who was reached and who was left untouched. */
export function openExperiments(table: Table, bucket: Bucket) {
  async function armsIn(lists: readonly string[]): Promise<ExperimentArms> {
    const arms = { reached: new Set<string>(), heldOut: new Set<string>() };
    for (const key of lists) {
      const body = await bucket.get(key);
      if (!body) continue;
      const list = ExperimentArms.parse(JSON.parse(body.toString('utf8')));
      for (const id of list.reached) arms.reached.add(id);
      for (const id of list.heldOut) arms.heldOut.add(id);
    }
    return { reached: [...arms.reached].sort(), heldOut: [...arms.heldOut].sort() };
  }

  return {
    /**
     * Keeps the people of an export with its experiment, which begins with the first one. The lists are stored before the
     * item names them, and equal lists are one: whatever is repeated changes nothing.
     */
    async record(
      experiment: Omit<Experiment, 'reached' | 'heldOut' | 'lists'>,
      arms: ExperimentArms,
    ): Promise<Experiment> {
      const body = JSON.stringify(arms);
      const list = `experiments/${experiment.id}/${createHash('sha256').update(body).digest('hex').slice(0, 32)}.json`;
      await bucket.put(list, body);
      for (;;) {
        const item = await table.get({ pk, sk: experiment.id });
        const known = item && Experiment.parse(item.value);
        if (known?.lists.includes(list)) return known;
        const lists = [...(known?.lists ?? []), list];
        const { reached, heldOut } = await armsIn(lists);
        const value: Experiment = {
          ...(known ?? experiment),
          lists,
          reached: reached.length,
          heldOut: heldOut.length,
        };
        const next = { pk, sk: experiment.id, value };
        const written = item ? await table.replace(next, item.version) : (await table.create([next]))[0];
        if (written) return value;
      }
    },

    async get(id: string): Promise<Experiment | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && Experiment.parse(item.value);
    },

    /** All of them; a team tries few things at a time. */
    all: (): Promise<Experiment[]> => listAll(table, pk, (value) => Experiment.parse(value)),

    /** Who is in either arm, by customer id. */
    arms: ({ lists }: Experiment): Promise<ExperimentArms> => armsIn(lists),

    /** Where a build keeps the lists as a table of the lake. */
    armsKey: (id: string) => `experiments/${id}/arms.parquet`,

    /** Removes an experiment with its lists. */
    async remove(id: string): Promise<void> {
      for await (const object of bucket.list(`experiments/${id}/`)) await bucket.remove(object);
      await table.remove({ pk, sk: id });
    },

    /** Takes a person out of all lists, for good; their tables in the lake lose rows as all of the lake does. */
    async erase(customerId: string): Promise<void> {
      const without = (ids: readonly string[]) => ids.filter((id) => id !== customerId);
      for (const { lists } of await this.all()) {
        for (const key of lists) {
          const { reached, heldOut } = await armsIn([key]);
          const left = { reached: without(reached), heldOut: without(heldOut) };
          if (left.reached.length + left.heldOut.length < reached.length + heldOut.length)
            await bucket.put(key, JSON.stringify(left));
        }
      }
    },
  };
}
