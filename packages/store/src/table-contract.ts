import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ItemTooLarge, type NewItem, type Table } from './table.ts';

/** What every adapter of the table must do, as tests over one that `open` gives. */
export function describeTable(name: string, open: () => Promise<Table>): void {
  describe(name, () => {
    let table: Table;
    beforeAll(async () => {
      table = await open();
    });
    afterAll(() => table.close());

    const item = (pk: string, sk: string, value: NewItem['value'] = {}): NewItem => ({ pk, sk, value });

    test('an item is read as it was written', async () => {
      const value = { text: '很好 👍', number: 1.5, none: null, list: [1, 'two'], nested: { deep: true } };
      await table.create([item('read', 'a', value)]);
      expect(await table.get({ pk: 'read', sk: 'a' })).toEqual({ pk: 'read', sk: 'a', version: 1, value });
      expect(await table.get({ pk: 'read', sk: 'b' })).toBeUndefined();
    });

    test('an item over 400 KB is refused by its size, counted in bytes of UTF-8', async () => {
      const large = (text: string) => item('large', 's', { text });
      await expect(table.create([large('好'.repeat(140_000))])).rejects.toBeInstanceOf(ItemTooLarge);
      expect(await table.get({ pk: 'large', sk: 's' })).toBeUndefined();
      expect(await table.create([large('好'.repeat(136_000))])).toEqual([true]);
      await expect(table.replace(large('好'.repeat(140_000)), 1)).rejects.toBeInstanceOf(ItemTooLarge);
    });

    test('a taken key is left as it stands', async () => {
      expect(await table.create([item('taken', 'a', { by: 1 })])).toEqual([true]);
      expect(await table.create([item('taken', 'a', { by: 2 }), item('taken', 'b', { by: 2 })])).toEqual([false, true]);
      expect((await table.get({ pk: 'taken', sk: 'a' }))?.value).toEqual({ by: 1 });
    });

    test('a key repeated within one call is written once', async () => {
      const written = await table.create([item('twice', 'a', { by: 1 }), item('twice', 'a', { by: 2 })]);
      expect(written.filter(Boolean)).toHaveLength(1);
    });

    test('of many creators of one key exactly one succeeds', async () => {
      const attempts = await Promise.all(
        Array.from({ length: 50 }, (_, by) => table.create([item('race', 'a', { by })])),
      );
      expect(attempts.flat().filter(Boolean)).toHaveLength(1);
    });

    test('a replacement needs the version that it was made from', async () => {
      await table.create([item('replace', 'a', { n: 0 })]);
      expect(await table.replace(item('replace', 'a', { n: 1 }), 1)).toBe(true);
      expect(await table.replace(item('replace', 'a', { n: 9 }), 1)).toBe(false);
      expect(await table.replace(item('replace', 'absent', { n: 9 }), 1)).toBe(false);
      expect(await table.get({ pk: 'replace', sk: 'a' })).toMatchObject({ version: 2, value: { n: 1 } });
    });

    test('of many replacers of one version exactly one succeeds', async () => {
      await table.create([item('contend', 'a')]);
      const done = await Promise.all(
        Array.from({ length: 50 }, (_, n) => table.replace(item('contend', 'a', { n }), 1)),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
    });

    test('each of many replacements stands for itself', async () => {
      await table.create([item('each', 'a'), item('each', 'b')]);
      const changes = [
        { item: item('each', 'a', { n: 1 }), was: 1 },
        { item: item('each', 'b', { n: 1 }), was: 7 },
      ];
      expect(await table.replaceMany(changes)).toEqual([true, false]);
    });

    test('many keys are read in one go, absent ones left out', async () => {
      await table.create(Array.from({ length: 60 }, (_, i) => item('many', String(i))));
      const found = await table.getMany(Array.from({ length: 90 }, (_, i) => ({ pk: 'many', sk: String(i) })));
      expect(found).toHaveLength(60);
    });

    test('a partition is listed in order, by prefix, page after page, either way', async () => {
      await table.create(['a1', 'b1', 'b2', 'b3', 'c1'].map((sk) => item('list', sk)));
      const names = (page: { items: { sk: string }[] }) => page.items.map(({ sk }) => sk);
      const first = await table.list({ pk: 'list', prefix: 'b', limit: 2 });
      expect(names(first)).toEqual(['b1', 'b2']);
      const second = await table.list({ pk: 'list', prefix: 'b', limit: 2, after: first.cursor });
      expect(names(second)).toEqual(['b3']);
      expect(second.cursor).toBeUndefined();
      expect(names(await table.list({ pk: 'list', limit: 2, newestFirst: true }))).toEqual(['c1', 'b3']);
      const rest = await table.list({ pk: 'list', limit: 9, newestFirst: true, after: 'b3' });
      expect(names(rest)).toEqual(['b2', 'b1', 'a1']);
      expect(names(await table.list({ pk: 'nothing', limit: 9 }))).toEqual([]);
    });

    test('a queue gives what is due, longest due first, until the item leaves it', async () => {
      const due = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
      // A queue on which nobody works by himself: a deployed table may have its functions.
      const waits = (minute: number) => ({ queue: 'failed' as const, due: due(minute) });
      await table.create([
        { ...item('queue', 'later'), waits: waits(5) },
        { ...item('queue', 'second'), waits: waits(2) },
        { ...item('queue', 'first'), waits: waits(1) },
        item('queue', 'idle'),
      ]);
      const names = async () => (await table.waiting('failed', { now: due(3), limit: 9 })).map(({ sk }) => sk);
      expect(await names()).toEqual(['first', 'second']);
      expect(await table.waiting('build', { now: due(9), limit: 9 })).toEqual([]);
      expect(await table.countWaiting('failed', { now: due(3), limit: 9 })).toBe(2);
      expect(await table.countWaiting('failed', { now: due(3), limit: 1 })).toBe(1);
      expect(await table.countWaiting('build', { now: due(9), limit: 9 })).toBe(0);
      await table.replace(item('queue', 'first'), 1);
      expect(await names()).toEqual(['second']);
    });

    test('an expired item is gone and its key free', async () => {
      await table.create([{ ...item('expire', 'a', { by: 1 }), expires: Math.floor(Date.now() / 1000) - 5 }]);
      expect(await table.get({ pk: 'expire', sk: 'a' })).toBeUndefined();
      expect(await table.create([item('expire', 'a', { by: 2 })])).toEqual([true]);
      expect((await table.get({ pk: 'expire', sk: 'a' }))?.value).toEqual({ by: 2 });
    });

    test('a removed item is gone; removing it again is no error', async () => {
      await table.create([item('remove', 'a')]);
      await table.remove({ pk: 'remove', sk: 'a' });
      await table.remove({ pk: 'remove', sk: 'a' });
      expect(await table.get({ pk: 'remove', sk: 'a' })).toBeUndefined();
    });
  });
}
