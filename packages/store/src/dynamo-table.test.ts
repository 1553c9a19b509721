import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeBuilds } from './builds-contract.ts';
import { openDynamoTable } from './dynamo-table.ts';
import { createTableInput } from './dynamo-table-schema.ts';
import { describeOrder } from './responses-by-time-contract.ts';
import type { JsonObject, Table } from './table.ts';
import { describeTable } from './table-contract.ts';

// dynalite brings no types.
const require = createRequire(import.meta.url);
const dynalite = require('dynalite') as (options: { createTableMs: number }) => Server;

const tableName = 'soundings';
let tables = 0;
let server: Server;
let client: DynamoDBClient;
let table: Table;

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
  table = await openEmpty(tableName);
});

async function openEmpty(tableName: string): Promise<Table> {
  await client.send(new CreateTableCommand(createTableInput(tableName)));
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 0.02 }, { TableName: tableName });
  return openDynamoTable({ client, tableName });
}

afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

describeTable('table in DynamoDB', async () => openDynamoTable({ client, tableName }));

describeBuilds('DynamoDB', () => openEmpty(`soundings-${tables++}`));

describeOrder('DynamoDB', async () => openDynamoTable({ client, tableName }), { count: 9, limits: [5] });

test('any JSON comes back as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.jsonValue({ maxDepth: 6 }), async (sk, value) => {
      const [given] = [JSON.parse(JSON.stringify({ value })) as JsonObject];
      expect(await table.create([{ pk: 'json', sk, value: given }])).toEqual([true]);
      expect((await table.get({ pk: 'json', sk }))?.value).toEqual(given);
    }),
    { numRuns: 50 },
  );
});

test('a queue is spread over partitions of its index and merged by what is due longest', async () => {
  const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + ((i * 7919) % 1000)).toISOString();
  const items = Array.from({ length: 200 }, (_, i) => ({
    pk: 'spread',
    sk: String(i),
    value: {},
    waits: { queue: 'scrape' as const, due: at(i) },
  }));
  await table.create(items);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, IndexName: 'pending' }));
  const shards = Items.map(({ pending }) => pending?.S).filter((shard) => shard?.startsWith('scrape#'));
  expect(new Set(shards).size).toBe(16);
  const waiting = await table.waiting('scrape', { now: '2027-01-01T00:00:00.000Z', limit: 30 });
  const longestDue = items.map(({ waits }) => waits.due).sort();
  expect(waiting.map(({ waits }) => waits?.due)).toEqual(longestDue.slice(0, 30));
});

test('a page goes on past expired items, and a batch past 100 keys', async () => {
  const expired = Math.floor(Date.now() / 1000) - 60;
  const sk = (i: number) => String(i).padStart(3, '0');
  await table.create(
    Array.from({ length: 150 }, (_, i) => ({ pk: 'gaps', sk: sk(i), value: {}, ...(i % 50 && { expires: expired }) })),
  );
  const page = await table.list({ pk: 'gaps', limit: 2 });
  expect(page.items.map((item) => item.sk)).toEqual(['000', '050']);
  expect(await table.list({ pk: 'gaps', limit: 2, after: page.cursor })).toMatchObject({ items: [{ sk: '100' }] });
  const keys = Array.from({ length: 150 }, (_, i) => ({ pk: 'gaps', sk: sk(i) }));
  expect((await table.getMany([...keys, ...keys])).map((item) => item.sk)).toEqual([
    '000',
    '050',
    '100',
    '000',
    '050',
    '100',
  ]);
});

test.each([
  { after: '', newestFirst: false, found: ['m1', 'm2'] },
  { after: 'a', newestFirst: false, found: ['m1', 'm2'] },
  { after: 'z', newestFirst: false, found: [] },
  { after: '', newestFirst: true, found: [] },
  { after: 'a', newestFirst: true, found: [] },
  { after: 'z', newestFirst: true, found: ['m2', 'm1'] },
])('a cursor from elsewhere ($after, newest first: $newestFirst) is only a place in the order', async (query) => {
  await table.create(['m1', 'm2'].map((sk) => ({ pk: 'cursor', sk, value: {} })));
  const { items } = await table.list({ pk: 'cursor', prefix: 'm', limit: 9, ...query });
  expect(items.map(({ sk }) => sk)).toEqual(query.found);
});
