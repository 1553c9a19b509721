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
