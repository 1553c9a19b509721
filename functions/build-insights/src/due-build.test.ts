import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedBuild } from '@soundings/store/queued-build';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { describe, expect, test } from 'vitest';
import { askForDueBuild, buildDue, enough } from './due-build.ts';

const last = { createdAt: '2026-03-01T05:00:00.000Z', size: { feedback: 1000, responses: 100, purchases: 40_000 } };
const nothing = { feedback: 0, responses: 0, purchases: 0 };
const daily = { everyDays: 1, hour: 2, whenMoved: true };
const at = (time: string) => new Date(`2026-03-${time}Z`);

describe('a build is due', () => {
  test('on the schedule’s day, from its hour on', () => {
    expect(buildDue(last, { now: at('02T01:59'), more: nothing }, daily)).toBeNull();
    expect(buildDue(last, { now: at('02T02:00'), more: nothing }, daily)).toBe('scheduled');
    expect(buildDue(last, { now: at('07T23:00'), more: nothing }, { ...daily, everyDays: 7 })).toBeNull();
    expect(buildDue(last, { now: at('30T02:00'), more: nothing }, { ...daily, everyDays: null })).toBeNull();
  });

  test('when enough has arrived, less than that being chance', () => {
    const moved = (more: Partial<typeof nothing>, time = '01T12:00') =>
      buildDue(last, { now: at(time), more: { ...nothing, ...more } }, { ...daily, everyDays: null });
    expect(moved({ feedback: 49 })).toBeNull();
    expect(moved({ feedback: 50 })).toBe('inputs-moved');
    expect(moved({ responses: 29 })).toBeNull();
    expect(moved({ responses: 30 })).toBe('inputs-moved');
    expect(moved({ purchases: -2000 })).toBe('inputs-moved');
    expect(moved({ responses: 30 }, '01T06:00')).toBeNull();
    expect(
      buildDue(last, { now: at('01T12:00'), more: { ...nothing, responses: 30 } }, { ...daily, whenMoved: false }),
    ).toBeNull();
    expect(enough(10_000_000)).toBe(2000);
  });
});

describe('asking for it', () => {
  async function open() {
    const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'due-')));
    return openStore(openSqliteTable(':memory:'), bucket);
  }
  const hours = (n: number) => new Date(Date.now() + n * 3_600_000);

  test('makes one build, however often it is asked, and none while one is under way', async () => {
    const store = await open();
    await store.products.create({ name: 'Kettle', role: 'ours' });
    await store.lake.commit('purchases', [{ key: 'a', rows: 1, addedBy: 'x' }], 0);
    expect(await askForDueBuild(store)).toBeUndefined();
    const [one, two] = await Promise.all([askForDueBuild(store, hours(49)), askForDueBuild(store, hours(49))]);
    expect(one).toMatchObject({ status: 'queued' });
    expect(two?.id).toBe(one?.id);
    expect(await askForDueBuild(store, hours(200))).toBeUndefined();
    expect((await store.builds.list({ limit: 9 })).items).toHaveLength(1);
  });

  test('follows purchases that came in since the last one', async () => {
    const store = await open();
    await store.buildSchedule.add({ everyDays: null, hour: 0, whenMoved: true }, 0);
    const done = { status: 'done', progress: 1, attempts: 1, counts: { purchases: 100 } } as const;
    await store.builds.create(queuedBuild({ id: newId('build'), ...done, createdAt: hours(0).toISOString() }));
    await store.lake.commit('purchases', [{ key: 'a', rows: 120, addedBy: 'x' }], 0);
    expect(await askForDueBuild(store, hours(7))).toBeUndefined();
    await store.lake.commit('purchases', [{ key: 'a', rows: 130, addedBy: 'x' }], 1);
    expect(await askForDueBuild(store, hours(7))).toMatchObject({ status: 'queued' });
  });

  test('is left alone where nobody has begun, be a product named already', async () => {
    const store = await open();
    expect(await askForDueBuild(store, hours(500))).toBeUndefined();
    await store.products.create({ name: 'Kettle', role: 'ours' });
    expect(await askForDueBuild(store, hours(500))).toBeUndefined();
  });
});
