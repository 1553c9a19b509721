import type { NewBuild } from '@soundings/contracts/build';
import { describe, expect, test } from 'vitest';
import { openBuilds } from './builds.ts';
import type { Table } from './table.ts';

const OTHER: NewBuild = { window: { from: '2026-01-01' } };
const PAGE = { limit: 50 };

/** What asking for builds must do over any table; `open` gives an empty one. */
export function describeBuilds(name: string, open: () => Promise<Table>): void {
  describe(`asking for builds over ${name}`, () => {
    test('many at once make one that waits, and all but one are told that they joined it', async () => {
      const builds = openBuilds(await open());
      const asked = await Promise.all(Array.from({ length: 8 }, () => builds.ask()));
      expect(new Set(asked.map(({ job }) => job.id)).size).toBe(1);
      expect(asked.filter(({ joined }) => !joined)).toHaveLength(1);
      expect((await builds.list(PAGE)).items).toHaveLength(1);
    });

    test('one that has begun is followed by one more, however often and by whomever it is asked for', async () => {
      const builds = openBuilds(await open());
      const { job } = await builds.ask();
      const claim = await builds.claim();
      const further = await Promise.all([
        builds.ask(),
        builds.ask({ key: 'program' }),
        builds.ask({ key: 'schedule' }),
      ]);
      expect(new Set(further.map(({ job }) => job.id)).size).toBe(1);
      expect(further[0]?.job.id).not.toBe(job.id);
      await claim?.finish({ status: 'done' });
      expect((await builds.claim())?.job.id).toBe(further[0]?.job.id);
      expect(await builds.claim()).toBeUndefined();
      expect(await builds.ask()).toMatchObject({ joined: false, job: { status: 'queued' } });
    });

    test('one that tells of other days is another one, and the one asked for last comes last', async () => {
      const builds = openBuilds(await open());
      const asked = [];
      for (const options of [{}, OTHER, OTHER, {}, {}]) asked.push(await builds.ask({ options }));
      expect(asked.map(({ joined }) => joined)).toEqual([false, false, true, false, true]);
      expect(asked.map(({ job }) => job.options)).toEqual([{}, OTHER, OTHER, {}, {}]);
      expect((await builds.list(PAGE)).items).toHaveLength(3);
    });

    test('the same key is the same build, made or joined, whatever has become of it', async () => {
      const builds = openBuilds(await open());
      const made = await builds.ask({ key: 'made' });
      const joined = await builds.ask({ key: 'joined' });
      expect(joined.job.id).toBe(made.job.id);
      await (await builds.claim())?.finish({ status: 'done' });
      for (const key of ['made', 'joined'])
        expect(await builds.ask({ key })).toMatchObject({ joined: true, job: { id: made.job.id, status: 'done' } });
      expect((await builds.list(PAGE)).items).toHaveLength(1);
    });

    test.each([undefined, 'key'])('killed at any call, asked again with the key %s it makes one', async (key) => {
      for (let calls = 1; ; calls++) {
        const table = await open();
        const dying = openBuilds(dyingAfter(calls, table));
        const answer = await dying.ask(key ? { key } : {}).catch(() => undefined);
        const builds = openBuilds(table);
        const again = await builds.ask(key ? { key } : {});
        const { items } = await builds.list(PAGE);
        expect(items.map(({ id }) => id)).toEqual([again.job.id]);
        expect((await builds.claim())?.job.id).toBe(again.job.id);
        if (!answer) continue;
        expect(answer.job.id).toBe(again.job.id);
        expect(calls).toBeGreaterThan(2);
        return;
      }
    });
  });
}

/** The table as whoever is killed sees it: so many calls come through, the next ones do not. */
function dyingAfter(calls: number, table: Table): Table {
  let left = calls;
  async function alive<T>(call: () => Promise<T>): Promise<T> {
    if (left-- <= 0) throw new Error('killed');
    return call();
  }
  return {
    ...table,
    get: (key) => alive(() => table.get(key)),
    create: (items) => alive(() => table.create(items)),
    replace: (item, was) => alive(() => table.replace(item, was)),
  };
}
