import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import type { Source } from '@soundings/contracts/source';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LeaseLost, openSources } from './sources.ts';
import { openSqliteTable } from './sqlite-table.ts';
import type { Table } from './table.ts';

const HOUR_MS = 3_600_000;
let time: number;
const now = () => time;
let folder: string;
let table: Table;
let sources: ReturnType<typeof openSources>;
let source: Source;

beforeEach(async () => {
  time = Date.parse('2026-03-01T00:00:00Z');
  folder = await mkdtemp(join(tmpdir(), 'sources-'));
  table = openSqliteTable(join(folder, 'table.sqlite'));
  sources = openSources(table);
  source = await sources.create({
    id: newId('source'),
    productId: newId('product'),
    name: 'Kettle',
    connector: 'feed',
    config: { url: 'https://blog.example/feed' },
    everyMinutes: 60,
    termsAccepted: false,
    status: 'active',
    stoppedBecause: null,
    createdAt: new Date(time).toISOString(),
    nextRunAt: null,
    lastRun: null,
    alerts: [],
  });
});
afterEach(async () => {
  await table.close();
  await rm(folder, { recursive: true });
});

const claim = (token: string) => sources.claim({ token, now });

test('of many who claim a source one has it, until its lease ends', async () => {
  const leases = await Promise.all(['a', 'b', 'c'].map(claim));
  expect(leases.filter(Boolean)).toHaveLength(1);
  expect(await claim('d')).toBeUndefined();
  time += HOUR_MS;
  expect(await claim('e')).toBeDefined();
});

test('who was silent too long has lost it to another and writes nothing any more', async () => {
  const first = await claim('first');
  time += HOUR_MS;
  const second = await claim('second');
  await expect(first?.save(({ progress }) => ({ progress: { ...progress, days: [1] } }))).rejects.toThrow(LeaseLost);
  await second?.save(({ progress }) => ({ progress: { ...progress, days: [2] } }));
  expect(second?.progress.days).toEqual([2]);
});

test('what the team changes during a run and what the run saves are both kept', async () => {
  const lease = await claim('run');
  await sources.change(source.id, (source) => ({ ...source, name: 'Teapot' }));
  await lease?.save(({ progress }) => ({ progress: { ...progress, days: [1] } }));
  await sources.change(source.id, (source) => ({ ...source, status: 'paused' }));
  await lease?.save(({ progress }) => ({ progress: { ...progress, days: [1, 2] } }));
  expect(lease?.source).toMatchObject({ name: 'Teapot', status: 'paused' });
  expect(lease?.progress.days).toEqual([1, 2]);
});

test('a source given back is due when it was said, or never', async () => {
  await (await claim('a'))?.release(() => ({}), time + HOUR_MS);
  expect(await claim('b')).toBeUndefined();
  time += HOUR_MS;
  await (await claim('c'))?.release(() => ({}), null);
  time += 1000 * HOUR_MS;
  expect(await claim('d')).toBeUndefined();
});

test('another name moves no schedule; another configuration begins anew', async () => {
  await (await claim('a'))?.release(({ progress }) => ({ progress: { ...progress, days: [1] } }), time + HOUR_MS);
  await sources.change(source.id, (source) => ({ ...source, name: 'Teapot' }));
  expect(await claim('b')).toBeUndefined();
  const nextRunAt = new Date(time).toISOString();
  await sources.change(source.id, (source) => ({
    ...source,
    config: { url: 'https://blog.example/other' },
    nextRunAt,
  }));
  expect((await claim('c'))?.progress.days).toEqual([]);
});

test('a source removed during a run ends it', async () => {
  const lease = await claim('a');
  await sources.remove(source.id);
  await expect(lease?.save(() => ({}))).rejects.toThrow(LeaseLost);
});

test('on a machine that starts again, what a run had is due at once', async () => {
  await claim('killed');
  await sources.resume();
  time = Math.max(time, Date.now());
  expect(await claim('next')).toBeDefined();
});
