import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { openDynamoTable } from './dynamo-table.ts';
import { attributesOf } from './dynamo-table-item.ts';
import { TableBusy } from './dynamo-table-requests.ts';

const waits: number[] = [];
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void waits.push(ms) }));

const client = mockClient(DynamoDBClient);
const table = openDynamoTable({ client: new DynamoDBClient({}), tableName: 'items' });
const item = (sk: string) => ({ pk: 'p', sk, value: { sk } });

const throttled = () => new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
const timedOut = () => Object.assign(new Error('socket timed out'), { name: 'TimeoutError' });
const reset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const serverError = () => Object.assign(new Error('internal'), { $metadata: { httpStatusCode: 500 } });

beforeEach(() => {
  client.reset();
  waits.length = 0;
});

test.each([throttled, timedOut, reset, serverError])('a request is repeated after %o', async (failure) => {
  client
    .on(GetItemCommand)
    .rejectsOnce(failure())
    .rejectsOnce(failure())
    .resolves({ Item: attributesOf(item('a'), 3) });
  expect(await table.get({ pk: 'p', sk: 'a' })).toEqual({ ...item('a'), version: 3 });
  expect(client.commandCalls(GetItemCommand)).toHaveLength(3);
});

test('a table that stays throttled is a named error after waits that double', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  client.on(PutItemCommand).rejects(throttled());
  await expect(table.create([item('a')])).rejects.toBeInstanceOf(TableBusy);
  expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 3200]);
  vi.restoreAllMocks();
});

test('what repetition cannot cure is thrown at once, as it is', async () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
  client.on(QueryCommand).rejects(denied);
  await expect(table.list({ pk: 'p', limit: 1 })).rejects.toBe(denied);
  expect(waits).toEqual([]);
});

test('keys left unread in a batch are asked for again, only they', async () => {
  const asked: number[] = [];
  client.on(BatchGetItemCommand).callsFake(({ RequestItems }: BatchGetItemCommandInput) => {
    const keys = RequestItems?.items?.Keys ?? [];
    asked.push(keys.length);
    const items = keys.slice(0, 3).map(({ sk }) => attributesOf(item(sk?.S ?? ''), 1));
    return { Responses: { items }, UnprocessedKeys: keys.length > 3 ? { items: { Keys: keys.slice(3) } } : {} };
  });
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const found = await table.getMany(names.map((sk) => ({ pk: 'p', sk })));
  expect(found.map(({ sk }) => sk)).toEqual(names);
  expect(asked).toEqual([8, 5, 2]);
});

test('a batch that is never read whole is an error, not a shorter list', async () => {
  client
    .on(BatchGetItemCommand)
    .callsFake(({ RequestItems }: BatchGetItemCommandInput) => ({ UnprocessedKeys: RequestItems }));
  await expect(table.getMany([{ pk: 'p', sk: 'a' }])).rejects.toBeInstanceOf(TableBusy);
});

test('at most 32 writes of one call are under way at once, and none begins after an error', async () => {
  let underWay = 0;
  let most = 0;
  client.on(PutItemCommand).callsFake(async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    return {};
  });
  await table.create(Array.from({ length: 200 }, (_, i) => item(String(i))));
  expect(most).toBe(32);

  client.reset();
  client.on(PutItemCommand).rejects(new Error('broken'));
  await expect(table.create(Array.from({ length: 200 }, (_, i) => item(String(i))))).rejects.toThrow('broken');
  expect(client.commandCalls(PutItemCommand).length).toBeLessThanOrEqual(32);
});

/** One key of a server whose answers may be lost: before the write happened, or after. */
function serveOneKey(losses: readonly ('before' | 'after')[], stored?: Record<string, AttributeValue>) {
  let held = stored;
  let attempt = 0;
  client.on(PutItemCommand).callsFake((input: PutItemCommandInput) => {
    const loss = losses[attempt++];
    if (loss === 'before') throw timedOut();
    const was = input.ExpressionAttributeValues?.[':was']?.N;
    if (was === undefined ? held : held?.version?.N !== was) {
      throw new ConditionalCheckFailedException({ message: 'failed', $metadata: {}, ...(held && { Item: held }) });
    }
    held = input.Item;
    if (loss === 'after') throw timedOut();
    return {};
  });
  return () => held?.token?.S;
}

const losses = fc.array(fc.constantFrom('before' as const, 'after' as const), { maxLength: 7 });

test('whatever answers are lost on the way, a create or replacement knows that it was its own', async () => {
  await fc.assert(
    fc.asyncProperty(losses, async (lost) => {
      serveOneKey(lost);
      expect(await table.create([item('a')])).toEqual([true]);
      serveOneKey(lost, attributesOf(item('a'), 4));
      expect(await table.replace(item('a'), 4)).toBe(true);
    }),
  );
});

test('whatever answers are lost on the way, another writer’s success stays the other’s', async () => {
  await fc.assert(
    fc.asyncProperty(losses, async (lost) => {
      const others = attributesOf(item('a'), 5);
      const token = serveOneKey(lost, others);
      expect(await table.create([item('a')])).toEqual([false]);
      expect(await table.replace(item('a'), 4)).toBe(false);
      expect(token()).toBe(others.token.S);
    }),
  );
});
