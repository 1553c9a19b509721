import type { Feedback } from '@soundings/contracts/feedback';
import { newId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { attributesOf } from '@soundings/store/dynamo-table-item';
import { openFeedback } from '@soundings/store/feedback';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import type { Item } from '@soundings/store/table';
import { beforeEach, expect, test, vi } from 'vitest';

vi.stubEnv('TABLE_NAME', 'items');
vi.stubEnv('BUCKET_NAME', 'objects');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const table = openSqliteTable(':memory:');
vi.mock('@soundings/store/cloud', () => ({ openCloud: () => ({ table, bucket: {} }) }));
const { countingFailures } = await import('./failed-texts.ts');
const { handler } = await import('./handler.ts');

const feedback = openFeedback(table);
const productId = newId('product');
const context = { getRemainingTimeInMillis: () => 60_000 };

/** Stores a text and gives it as its item stands in the table. */
async function write(text: string): Promise<Item> {
  const id = newId('feedback');
  const written: Feedback = pendingReview({
    id,
    productId,
    origin: { kind: 'review', sourceId: 'imp_1', line: null, externalId: id, url: null },
    text,
    rating: 1,
  });
  await feedback.add([written]);
  const item = (await waiting()).find(({ sk }) => sk === id);
  if (!item) throw new Error('it does not wait');
  return item;
}

const waiting = () => table.waiting('analyze', { now: '2999-01-01T00:00:00.000Z', limit: 1000 });
const analysed = async (item: Item) => (await feedback.get(item.sk, [productId]))?.analysis?.mentions.length;
const record = (item: Item, SequenceNumber: string) => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber, NewImage: attributesOf(item, item.version) },
});

beforeEach(async () => {
  for (const item of await waiting()) await table.remove(item);
});

test('the stream’s texts are analysed, and none but they', async () => {
  const [brought, other] = [await write('The strap broke after a week.'), await write('Battery dies fast.')];
  expect(await handler({ Records: [record(brought, '1')] }, context)).toEqual({ batchItemFailures: [] });
  expect(await analysed(brought)).toBeGreaterThan(0);
  expect(await analysed(other)).toBeUndefined();
});

test('a record delivered twice, or after its text has changed, changes nothing', async () => {
  const item = await write('The strap broke after a week.');
  await handler({ Records: [record(item, '1')] }, context);
  const once = await table.get(item);
  await handler({ Records: [record(item, '1'), record(item, '2')] }, context);
  expect(await table.get(item)).toEqual(once);
});

test('a record that is no item of the table is reported; the others are analysed', async () => {
  const item = await write('表带一周就断了');
  const strange = { dynamodb: { SequenceNumber: '7', NewImage: { pk: { S: 'x' } } } };
  expect(await handler({ Records: [strange, record(item, '8')] }, context)).toEqual({
    batchItemFailures: [{ itemIdentifier: '7' }],
  });
  expect(await analysed(item)).toBeGreaterThan(0);
});

test('a record with attributes of another kind is reported alone', async () => {
  const item = await write('The strap broke after a week.');
  const { dynamodb } = record(item, '1');
  const NewImage = { ...dynamodb.NewImage, value: { M: {} } };
  const strange = [{ dynamodb: { SequenceNumber: '3', NewImage } }, { dynamodb: { SequenceNumber: '4' } }];
  expect(await handler({ Records: [record(item, '2'), ...strange] }, context)).toEqual({
    batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '4' }],
  });
  expect(await analysed(item)).toBeGreaterThan(0);
});

/** A text of another version of this code, or one that was spoiled. */
async function spoil(item: Item): Promise<Item> {
  await table.replace({ ...item, value: { ...item.value, text: { lines: ['The clasp broke'] } } }, item.version);
  const spoiled = await table.get(item);
  if (!spoiled) throw new Error('it is gone');
  return spoiled;
}

test.each([
  ['first', [0, 1, 2]],
  ['last', [1, 2, 0]],
  ['twice and between', [1, 0, 0, 2]],
  ['with everything twice', [2, 1, 0, 0, 1, 2]],
])('an item that cannot be read, %s, is put off with the reason, and the others are analysed', async (_, order) => {
  const spoiled = await spoil(await write('The clasp broke.'));
  const items = [spoiled, await write('The strap broke after a week.'), await write('表带一周就断了')];
  const Records = order.flatMap((i, n) => items.slice(i, i + 1).map((item) => record(item, String(n))));
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  lines.mockClear();
  expect(await handler({ Records }, context)).toEqual({ batchItemFailures: [] });
  const told = lines.mock.calls.map(([line]) => String(line));
  lines.mockRestore();
  for (const item of items.slice(1)) expect(await analysed(item)).toBeGreaterThan(0);
  expect(await table.get(spoiled)).toMatchObject({
    version: spoiled.version + 1,
    value: { ...spoiled.value, unreadable: 'text: invalid_type' },
    waits: { queue: 'analyze' },
  });
  expect(told.map((line) => JSON.parse(line))).toMatchObject([
    { message: 'an item cannot be read', id: spoiled.sk, reason: 'text: invalid_type' },
  ]);
  expect(told.join()).not.toContain('clasp');
  // Until it rests no longer, no sweep finds anything to do.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 60_000 });
  await handler({ reason: 'sweep' }, context);
  vi.useRealTimers();
  expect((await table.get(spoiled))?.version).toBe(spoiled.version + 1);
});

test('an item that could not be read is analysed by the sweep once it can', async () => {
  const item = await write('The strap broke after a week.');
  const spoiled = await spoil(item);
  const { table: counted, failed } = countingFailures(table);
  expect(await openFeedback(counted).toAnalyze(10)).toEqual([]);
  expect(failed()).toBe(1);
  const { waits } = (await table.get(spoiled)) ?? {};
  await table.replace({ ...item, ...(waits && { waits }) }, spoiled.version + 1);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 62 * 60_000 });
  await handler({ reason: 'sweep' }, context);
  vi.useRealTimers();
  expect(await analysed(item)).toBeGreaterThan(0);
});

test('a response that cannot be read holds no text back', async () => {
  const item = await write('The strap broke after a week.');
  const response = { pk: 'responses#srv_1#0', sk: 'rsp_1', value: { answers: 'The clasp broke' } };
  await table.create([{ ...response, waits: { queue: 'responses', due: item.waits?.due ?? '' } }]);
  const [waits] = await table.waiting('responses', { now: '2999-01-01T00:00:00.000Z', limit: 1 });
  if (!waits) throw new Error('it does not wait');
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await handler({ Records: [record(waits, '1'), record(item, '2')] }, context)).toEqual({
    batchItemFailures: [],
  });
  lines.mockRestore();
  expect(await analysed(item)).toBeGreaterThan(0);
  expect(await table.get(response)).toMatchObject({ value: { unreadable: 'id: invalid_type' } });
});

test('a text that is given up is counted', async () => {
  const { table: counted, failed } = countingFailures(table);
  await write('The strap broke after a week.');
  const store = openFeedback(counted);
  const [queued] = await store.toAnalyze(1);
  if (queued) await store.fail(queued, 'Error');
  if (queued) await store.fail(queued, 'Error');
  expect(failed()).toBe(1);
});

test('a sweep leaves to the stream what came within the last minute, and takes what is older', async () => {
  const item = await write('The strap broke after a week.');
  await handler({ reason: 'sweep' }, context);
  expect(await analysed(item)).toBeUndefined();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  await handler({ reason: 'sweep' }, context);
  vi.useRealTimers();
  expect(await analysed(item)).toBeGreaterThan(0);
});
