import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import type { NewWebhookEvent } from '@soundings/contracts/webhook';
import { type Site, serveSite } from '@soundings/reviews/testing/local-site';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import type { Table } from '@soundings/store/table';
import { openSender, type Sender } from '@soundings/webhooks/sender';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runDeliveries } from './run-deliveries.ts';

const { signal } = new AbortController();
const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'deliver-')));
let table: Table;
let store: Store;
const cleanUp: (() => unknown)[] = [];

beforeEach(() => {
  table = openSqliteTable(':memory:');
  store = openStore(table, bucket);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const each of cleanUp.splice(0)) await each();
});

async function receiver(site: Site, origin = 'https://hooks.example') {
  const server = await serveSite(site, [origin]);
  const sender = openSender({ standIns: server.standIns });
  cleanUp.push(
    () => sender.close(),
    () => server.close(),
  );
  return { sender, ids: () => server.requests.map(({ headers }) => headers['webhook-id']), requests: server.requests };
}

const alarm = (n: number): NewWebhookEvent => ({
  type: 'alarm.raised',
  about: [`alarm ${n}`],
  occurredAt: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
  data: { n },
});
const add = async (url = 'https://hooks.example/in') =>
  (await store.webhooks.create({ url, events: ['alarm.raised', 'response.received'] }, { secret: 'whsec_AAAA' }))
    .webhook.id;
const run = (sender: Sender) => runDeliveries({ store, sender, signal });
const deliveries = async (id: string) => (await store.webhooks.deliveries.list(id, { limit: 200 })).items;
/** The worker comes by every ten minutes. */
async function forHours(hours: number, sender: Sender): Promise<void> {
  const from = Date.now();
  for (let minute = 0; minute <= hours * 60; minute += 10) {
    vi.useFakeTimers({ toFake: ['Date'], now: from + minute * 60_000 });
    await run(sender);
  }
}

test('what waits is told once, with the id of the event', async () => {
  const { sender, requests } = await receiver(() => ({ status: 200 }));
  const id = await add();
  await store.webhooks.emit([alarm(1), alarm(2)]);
  expect(await run(sender)).toBe(2);
  expect(await run(sender)).toBe(0);
  const told = await deliveries(id);
  expect(told).toMatchObject([{ status: 'delivered', attempts: 1, lastAttempt: { status: 200, problem: null } }, {}]);
  expect(requests.map(({ headers }) => headers['webhook-id']).sort()).toEqual(told.map((each) => each.id).sort());
  expect(requests.map(({ body }) => JSON.parse(body))).toContainEqual({
    type: 'alarm.raised',
    timestamp: '2026-01-01T00:01:00.000Z',
    data: { n: 1 },
  });
});

test('a receiver that comes back within the day misses nothing, and every attempt has the same id', async () => {
  let isUp = false;
  const { sender, ids } = await receiver(() => ({ status: isUp ? 200 : 503 }));
  const id = await add();
  await store.webhooks.emit([alarm(1)]);
  await forHours(3, sender);
  expect(await store.webhooks.get(id)).toMatchObject({ enabled: true, failingSince: expect.any(String) });
  isUp = true;
  await forHours(6, sender);
  expect(await deliveries(id)).toMatchObject([{ status: 'delivered', nextAttemptAt: null }]);
  expect(new Set(ids()).size).toBe(1);
  expect(ids().length).toBeGreaterThan(4);
  expect(await store.webhooks.get(id)).toMatchObject({ enabled: true, failingSince: null });
});

test('one that takes nothing for a day is disabled; enabled again it can be sent what it missed', async () => {
  const { sender, ids } = await receiver(() => ({ status: 500 }));
  const id = await add();
  await store.webhooks.emit([alarm(1)]);
  await forHours(30, sender);
  expect(ids()).toHaveLength(9);
  expect(await deliveries(id)).toMatchObject([{ status: 'failed', attempts: 9, nextAttemptAt: null }]);
  expect(await store.webhooks.get(id)).toMatchObject({ enabled: false, disabledBecause: 'failing' });
  expect(await store.webhooks.emit([alarm(2)])).toBe(0);
});

test('one that says 410 Gone is disabled at once, and what still waits for it is dropped', async () => {
  const { sender, ids } = await receiver(() => ({ status: 410 }));
  const id = await add();
  await store.webhooks.emit([alarm(1)]);
  await run(sender);
  expect(await store.webhooks.get(id)).toMatchObject({ enabled: false, disabledBecause: 'gone' });
  const other = await add();
  await store.webhooks.emit([alarm(3)]);
  await store.webhooks.remove(other);
  await run(sender);
  expect(ids()).toHaveLength(1);
  expect(await deliveries(other)).toMatchObject([{ status: 'failed', lastAttempt: { problem: 'disabled' } }]);
});

test('one that refuses holds no other up, and is not asked for each of a hundred', async () => {
  const bad = await serveSite(() => ({ status: 500 }), ['https://bad.example']);
  const good = await serveSite(() => ({ status: 200 }), ['https://good.example']);
  const sender = openSender({ standIns: new Map([...bad.standIns, ...good.standIns]) });
  cleanUp.push(
    () => sender.close(),
    () => bad.close(),
    () => good.close(),
  );
  await add('https://bad.example/');
  await add('https://good.example/');
  await store.webhooks.emit(Array.from({ length: 100 }, (_, n) => alarm(n)));
  await run(sender);
  expect(good.requests).toHaveLength(100);
  expect(bad.requests.length).toBeLessThan(30);
});

test('killed anywhere, each event still arrives, and a repetition has the id of the first', async () => {
  for (let at = 1; at <= 8; at++) {
    table = openSqliteTable(':memory:');
    store = openStore(table, bucket);
    const { sender, ids } = await receiver(() => ({ status: 200 }));
    const id = await add();
    await store.webhooks.emit([alarm(1), alarm(2)]);
    let writes = 0;
    const act = async <T>(write: () => Promise<T>) => {
      if (++writes < at) return write();
      if (writes === at && at % 2) await write();
      throw new Error('killed');
    };
    const dying: Table = {
      ...table,
      replace: (item, was) => act(() => table.replace(item, was)),
      replaceMany: (items) => act(() => table.replaceMany(items)),
    };
    await runDeliveries({ store: openStore(dying, bucket), sender, signal }).catch(() => {});
    await store.webhooks.deliveries.resume();
    await run(sender);
    expect((await deliveries(id)).map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    expect(new Set(ids()).size).toBe(2);
  }
});

test('a response is told with its answers, unless it was erased meanwhile', async () => {
  const { sender, requests } = await receiver(() => ({ status: 200 }));
  const id = await add();
  const [surveyId, responseId] = [newId('survey'), newId('surveyResponse')];
  const told = (of: string): NewWebhookEvent => ({
    type: 'response.received',
    about: [of],
    occurredAt: '2026-01-01T00:01:00.000Z',
    data: { surveyId, responseId: of },
  });
  await store.responses.accept({
    id: responseId,
    surveyId,
    surveyVersion: 1,
    answers: { problem: { text: '盖子坏了' } },
    scores: {},
    language: 'zh-CN',
    startedAt: '2026-01-01T00:00:00.000Z',
    submittedAt: '2026-01-01T00:01:00.000Z',
    customerId: null,
    fields: {},
    consent: true,
    suspect: [],
    pageSeconds: {},
    quotas: [],
  });
  await store.webhooks.emit([told(responseId), told(newId('surveyResponse'))]);
  await run(sender);
  expect(requests).toHaveLength(1);
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    type: 'response.received',
    data: { id: responseId, answers: { problem: { text: '盖子坏了' } } },
  });
  const problems = (await deliveries(id)).map(({ lastAttempt }) => lastAttempt?.problem);
  expect(problems.sort()).toEqual(['erased', null]);
});

test('what cannot be told, since its webhook or event is of a later version, holds nothing else back', async () => {
  const { sender, ids } = await receiver(() => ({ status: 200 }));
  const [strange, good] = [await add(), await add()];
  await store.webhooks.emit([alarm(1), alarm(2)]);
  const [spoiled] = await deliveries(good);
  for (const key of [
    { pk: 'webhooks', sk: strange },
    { pk: `event#${spoiled?.id}`, sk: 'event' },
  ]) {
    const item = await table.get(key);
    if (item) await table.replace({ ...item, value: { ...item.value, webhook: 'v2', occurredAt: 'v2' } }, item.version);
  }
  await run(sender);
  expect(ids()).toHaveLength(1);
  const waiting = await table.waiting('webhook', { now: '2999-01-01T00:00:00.000Z', limit: 10 });
  expect(waiting.map(({ value }) => [value.attempts, typeof value.unreadable])).toEqual(Array(3).fill([0, 'string']));
});
