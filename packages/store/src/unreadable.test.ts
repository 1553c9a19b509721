import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import { beforeEach, expect, test } from 'vitest';
import { openFolderBucket } from './folder-bucket.ts';
import { queuedBuild } from './queued-build.ts';
import { queuedErasure } from './queued-erasure.ts';
import { queuedImport } from './queued-import.ts';
import { openSqliteTable } from './sqlite-table.ts';
import { openStore, type Store } from './store.ts';
import type { Item, Queue, Table } from './table.ts';
import { tellingUnreadable } from './unreadable.ts';

const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'unreadable-')));
let table: Table;
let store: Store;
let told: { id: string; reason: string }[];

beforeEach(() => {
  told = [];
  table = openSqliteTable(':memory:');
  store = openStore(
    tellingUnreadable(table, async (item) => void told.push(item)),
    bucket,
  );
});

const [id, productId] = [newId('import'), newId('product')];
const createdAt = '2026-01-01T00:00:00.000Z';
const about = { feedbackId: newId('feedback'), productId };

type Waiting = {
  queue: Queue;
  /** A field without which it is nothing. */
  field: string;
  add: () => Promise<unknown>;
  take: () => Promise<readonly unknown[]>;
};
const one = async (taken: Promise<unknown>) => [await taken].filter((each) => each !== undefined);

const waiting: Waiting[] = [
  {
    queue: 'import',
    field: 'kind',
    add: () => store.imports.create(queuedImport({ id, kind: 'purchases', productId: null, object: 'uploads/a' })),
    take: () => one(store.imports.claim()),
  },
  {
    queue: 'build',
    field: 'status',
    add: () => store.builds.create(queuedBuild({ id: newId('build') })),
    take: () => one(store.builds.claim()),
  },
  {
    queue: 'erase',
    field: 'subject',
    add: () => {
      const subject = { kind: 'customer', customerId: 'c' } as const;
      return store.erasures.jobs.create(queuedErasure({ id: newId('erasure'), subject }));
    },
    take: () => one(store.erasures.jobs.claim()),
  },
  {
    queue: 'reanalyze',
    field: 'options',
    add: () =>
      store.reanalyses.create({
        id: newId('reanalysis'),
        options: {},
        status: 'queued',
        attempts: 0,
        failure: null,
        counts: { seen: 0, queued: 0 },
        after: null,
        createdAt,
        finishedAt: null,
      }),
    take: () => one(store.reanalyses.claim()),
  },
  {
    queue: 'scrape',
    field: 'progress',
    add: () =>
      store.sources.create({
        id: newId('source'),
        productId,
        name: 'Kettle',
        connector: 'feed',
        config: { url: 'https://blog.example/feed' },
        everyMinutes: 60,
        termsAccepted: false,
        status: 'active',
        stoppedBecause: null,
        createdAt,
        nextRunAt: null,
        lastRun: null,
        alerts: [],
      }),
    take: () => one(store.sources.claim({ token: 'a', now: Date.now })),
  },
  {
    queue: 'webhook',
    field: 'status',
    add: async () => {
      await store.webhooks.create({ url: 'https://hooks.example/', events: ['alarm.raised'] }, { secret: 'whsec_A' });
      await store.webhooks.emit([{ type: 'alarm.raised', about: ['a'], occurredAt: createdAt, data: {} }]);
    },
    take: () => store.webhooks.deliveries.take(10),
  },
  {
    queue: 'comprehend',
    field: 'language',
    add: () =>
      store.comprehendJobs.create(
        { id: 'a', language: 'en', texts: 1, jobId: null, createdAt },
        { body: 'a', texts: [{ id: 'a', productId }] },
      ),
    take: () => store.comprehendJobs.due(10),
  },
  {
    queue: 'overrides',
    field: 'overrides',
    add: () => store.overrides.remove(about, { quote: 'a', term: 'b' }),
    take: () => store.overrides.toLake(10),
  },
];

const FAR_AHEAD = '2999-01-01T00:00:00.000Z';

/** One of a later version, or one that was spoiled, in front of what waits. */
async function spoil(queue: Queue, field: string): Promise<Item> {
  const [item] = await table.waiting(queue, { now: FAR_AHEAD, limit: 1 });
  if (!item) throw new Error('nothing waits');
  const value = { ...item.value, [field]: { of: ['a later version'] } };
  await table.create([{ ...item, sk: 'spoiled', value, waits: { queue, due: createdAt } }]);
  return { ...item, sk: 'spoiled', value };
}

test.each(waiting)(
  'one of the queue “$queue” that cannot be read holds no other back, waits on, and is told',
  async ({ queue, field, add, take }) => {
    await add();
    const spoiled = await spoil(queue, field);
    expect(await take()).toHaveLength(1);
    expect(await table.get(spoiled)).toMatchObject({ value: spoiled.value, waits: { queue } });
    expect(told).toMatchObject([{ id: 'spoiled', reason: expect.stringContaining(field) }]);
    expect((await table.get(spoiled))?.waits?.due.localeCompare(new Date(Date.now() + 3_500_000).toISOString())).toBe(
      1,
    );
  },
);

test('a list shows what stands beside an item that cannot be read', async () => {
  for (const { queue, field, add } of waiting) {
    await add();
    await spoil(queue, field);
  }
  const page = { limit: 10 };
  expect((await store.imports.list(page)).items).toHaveLength(1);
  expect((await store.sources.list(page)).items).toHaveLength(1);
  expect([...(await store.overrides.all()).keys()]).toEqual([about.feedbackId]);
  expect(await store.imports.find('spoiled')).toBe('unreadable');
  const [webhook] = await store.webhooks.all();
  expect((await store.webhooks.deliveries.list(webhook?.id ?? '', page)).items).toHaveLength(1);
  await store.sources.resume();
  await store.webhooks.deliveries.resume();
});
