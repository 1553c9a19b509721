import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import { PainReport } from '@soundings/contracts/pain-point';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedBuild } from '@soundings/store/queued-build';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test, vi } from 'vitest';
import { runBuilds } from './run-builds.ts';

test('a build that was killed after it was published tells its alarms and ends; it is not made again', async () => {
  const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'builds-')));
  const store = openStore(openSqliteTable(':memory:'), bucket);
  const id = newId('build');
  await store.builds.create(queuedBuild({ id }));
  const machine = { openDuckDb: () => openDuckDb(bucket) };
  const killed = async () => {
    throw new Error('killed');
  };
  const dying = { ...store, webhooks: { ...store.webhooks, emit: killed } };
  await expect(runBuilds({ ...machine, store: dying })).rejects.toThrow('killed');
  expect((await store.reports.current())?.id).toBe(id);

  await store.builds.resume();
  const emit = vi.fn(store.webhooks.emit);
  const write = vi.fn(store.reports.write);
  const alive = { ...store, webhooks: { ...store.webhooks, emit }, reports: { ...store.reports, write } };
  expect(await runBuilds({ ...machine, store: alive })).toBe(1);
  expect(await store.builds.get(id)).toMatchObject({ status: 'done', attempts: 2, counts: { mentions: 0 } });
  expect(emit).toHaveBeenCalledTimes(1);
  expect(write).not.toHaveBeenCalled();
});

test('a build tells of what was there when it began, however long it had waited', async () => {
  const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'builds-')));
  const store = openStore(openSqliteTable(':memory:'), bucket);
  const { job } = await store.builds.ask({ createdAt: '2026-01-01T12:00:00.000Z' });
  expect(await runBuilds({ store, openDuckDb: () => openDuckDb(bucket) })).toBe(1);
  const { startedAt = '' } = (await store.builds.get(job.id)) ?? {};
  const report = await store.reports.read(job.id, 'pains', PainReport);
  expect(report?.window.from.slice(0, 10)).toBe(startedAt.slice(0, 10));
  expect(Date.parse(startedAt)).toBeGreaterThan(Date.now() - 60_000);
});
