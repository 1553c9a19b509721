import { idOf } from '@soundings/contracts/ids';
import { Time } from '@soundings/contracts/time';
import * as z from 'zod';
import type { Table } from './table.ts';

const key = { pk: 'sample-data', sk: 'loaded' };

/** The ids under which the sample was loaded: by them what it brought is told from the team's own. */
export const SampleData = z.object({
  /** Every response of the sample was sent before, every other one to its survey afterwards. */
  loadedAt: Time,
  /** By the makers' names. */
  products: z.record(z.string(), idOf('product')),
  /** By the name of the maker whose reviews they bring; the purchases by `purchases`. */
  imports: z.record(z.string(), idOf('import')),
  surveyId: idOf('survey'),
  /** Stands for the build of it, which may be one that waited already. */
  buildId: idOf('build'),
  /** The erasure that was asked to remove it. */
  erasureId: idOf('erasure').optional(),
});
export type SampleData = z.infer<typeof SampleData>;

/** Whether the sample is loaded, and as what. */
export function openSampleData(table: Table) {
  async function read() {
    const item = await table.get(key);
    return item && { version: item.version, sample: SampleData.parse(item.value) };
  }

  return {
    current: async (): Promise<SampleData | undefined> => (await read())?.sample,

    /** Notes the ids before anything is made under them. Gives those of whoever was first. */
    async load(sample: SampleData): Promise<SampleData> {
      const [created] = await table.create([{ ...key, value: sample }]);
      return created ? sample : ((await this.current()) ?? this.load(sample));
    },

    /** Names the erasure that removes it, unless one other than `failed` is named. Gives the one that is; undefined without a sample. */
    async removeBy(erasureId: string, failed?: string): Promise<string | undefined> {
      const now = await read();
      if (!now) return undefined;
      const { erasureId: named } = now.sample;
      if (named !== undefined && named !== failed) return named;
      const isNamed = await table.replace({ ...key, value: { ...now.sample, erasureId } }, now.version);
      return isNamed ? erasureId : this.removeBy(erasureId, failed);
    },

    /** Nothing of it is left. */
    forget: () => table.remove(key),
  };
}
