import { LearntModel } from '@soundings/contracts/analysis';
import type { Bucket } from './bucket.ts';
import type { Table } from './table.ts';

const pk = 'learnt-models';

/** What builds learnt from the team's stars: for each language the last outcome, and every model by its version. */
export function openLearntModels(table: Table, bucket: Bucket) {
  const pathOf = (version: string) => `models/${version}.json`;

  return {
    /** The last outcome of each language. */
    async current(): Promise<LearntModel[]> {
      const { items } = await table.list({ pk, limit: 10 });
      return items.map(({ value }) => LearntModel.parse(value));
    },

    /** The weights of a version as they were stored, or undefined. */
    async weights(version: string): Promise<unknown> {
      const object = await bucket.get(pathOf(version));
      return object && JSON.parse(object.toString('utf8'));
    },

    /** Forgets what was learnt of a language: its weights are those that the product brings. */
    async forget({ language, version }: LearntModel): Promise<void> {
      await table.remove({ pk, sk: language });
      await bucket.remove(pathOf(version));
    },

    /** Stores an outcome, with the weights where they are to be used; these count from the moment the outcome names them. */
    async store(outcome: LearntModel, weights: object | null): Promise<void> {
      if (weights) await bucket.put(pathOf(outcome.version), JSON.stringify(weights));
      const key = { pk, sk: outcome.language };
      const item = await table.get(key);
      const isStored = item
        ? await table.replace({ ...key, value: outcome }, item.version)
        : (await table.create([{ ...key, value: outcome }]))[0];
      if (!isStored) await this.store(outcome, null);
    },
  };
}
