import { newId } from '@soundings/contracts/ids';
import type { NewWebhookEvent } from '@soundings/contracts/webhook';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqliteTable } from './sqlite-table.ts';
import type { Table } from './table.ts';
import { openWebhooks } from './webhooks.ts';

const secret = 'whsec_AAAA';
let table: Table;
let webhooks: ReturnType<typeof openWebhooks>;

beforeEach(() => {
  table = openSqliteTable(':memory:');
  webhooks = openWebhooks(table);
});
afterEach(() => vi.useRealTimers());

const received = (n: number): NewWebhookEvent => ({
  type: 'response.received',
  about: [`response ${n}`],
  occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
  data: { n },
});
const add = async (...events: Parameters<typeof webhooks.create>[0]['events']) =>
  (await webhooks.create({ url: 'https://hooks.example/', events }, { secret })).webhook.id;

test('an event goes to the webhooks that want it, once however often it is told', async () => {
  const [one, other] = [await add('response.received'), await add('response.received', 'alarm.raised')];
  await add('source.drift');
  expect(await webhooks.emit([received(1), received(2)])).toBe(4);
  expect(await webhooks.emit([received(2), { ...received(1), occurredAt: new Date().toISOString() }])).toBe(0);
  for (const id of [one, other]) {
    const { items } = await webhooks.deliveries.list(id, { limit: 10 });
    expect(items.map(({ occurredAt, status }) => [occurredAt, status])).toEqual([
      ['2026-01-01T00:00:02.000Z', 'waiting'],
      ['2026-01-01T00:00:01.000Z', 'waiting'],
    ]);
  }
});

test('whoever is killed while telling tells it again, and each is in the queue once', async () => {
  const ids = [await add('response.received'), await add('response.received')];
  const events = Array.from({ length: 120 }, (_, n) => received(n));
  for (let lives = 1; lives < 5; lives++) {
    let writes = 0;
    const dying: Table = {
      ...table,
      async create(items) {
        // The n-th call dies when half of it is written.
        if (++writes < lives) return table.create(items);
        await table.create(items.slice(0, items.length / 2));
        throw new Error('killed');
      },
    };
    await openWebhooks(dying)
      .emit(events)
      .catch((error: Error) => expect(error.message).toBe('killed'));
  }
  await webhooks.emit(events);
  const taken = await webhooks.deliveries.take(1000);
  expect(new Set(taken.map(({ delivery: { id, webhookId } }) => id + webhookId)).size).toBe(240);
  expect(taken).toHaveLength(240);
  for (const id of ids) expect((await webhooks.deliveries.list(id, { limit: 200 })).items).toHaveLength(120);
});

test('what is taken up is nobody else’s until its time is over, and gone when it is finished', async () => {
  await add('response.received');
  await webhooks.emit([received(1)]);
  const [taken] = await webhooks.deliveries.take(10);
  expect(await webhooks.deliveries.take(10)).toEqual([]);
  vi.useFakeTimers({ now: Date.now() + 61_000 });
  const [again] = await webhooks.deliveries.take(10);
  expect(again?.delivery).toMatchObject({ id: taken?.delivery.id, attempts: 2 });
  expect(await webhooks.deliveries.finish(taken!, { status: 'delivered', nextAttemptAt: null })).toBe(false);
  expect(await webhooks.deliveries.finish(again!, { status: 'delivered', nextAttemptAt: null })).toBe(true);
  vi.useFakeTimers({ now: Date.now() + 86_400_000 });
  expect(await webhooks.deliveries.take(10)).toEqual([]);
});

test('two workers never take up the same delivery', async () => {
  await add('response.received');
  await webhooks.emit(Array.from({ length: 50 }, (_, n) => received(n)));
  const [a, b] = await Promise.all([webhooks.deliveries.take(50), webhooks.deliveries.take(50)]);
  expect(a.length + b.length).toBe(50);
});

test('after a restart what was under way is due at once, and what is to be tried later is not', async () => {
  await add('response.received');
  await webhooks.emit([received(1), received(2)]);
  const [first] = await webhooks.deliveries.take(2);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  await webhooks.deliveries.finish(first!, { nextAttemptAt: later });
  await webhooks.deliveries.resume();
  expect(await webhooks.deliveries.take(10)).toHaveLength(1);
});

test('a webhook that is disabled is told nothing; its key is not part of what is listed', async () => {
  const id = await add('response.received');
  await webhooks.change(id, (webhook) => ({ ...webhook, enabled: false }));
  expect(await webhooks.emit([received(1)])).toBe(0);
  expect(JSON.stringify(await webhooks.all())).not.toContain(secret);
  expect((await webhooks.withSecret(id))?.secret).toBe(secret);
  await webhooks.remove(id);
  expect(await webhooks.get(id)).toBeUndefined();
});

test('created again under its id it is the former one', async () => {
  const id = newId('webhook');
  await webhooks.create({ url: 'https://one.example/', events: ['alarm.raised'] }, { id, secret });
  const again = await webhooks.create(
    { url: 'https://two.example/', events: ['alarm.raised'] },
    { id, secret: 'other' },
  );
  expect(again).toMatchObject({ webhook: { url: 'https://one.example/' }, secret });
});
