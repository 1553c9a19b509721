import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTableInput } from '../dynamo-table-schema.ts';
import { FolderInUse } from '../folder-lock.ts';
import { fakeS3 } from '../s3-bucket-fake.ts';
import { awsInstallation, type Installation, NoInstallation, openInstallation } from './installation.ts';
import { contentsOf, move, NotEqual } from './move.ts';

// dynalite brings no types.
const require = createRequire(import.meta.url);
const dynalite = require('dynalite') as (options: { createTableMs: number }) => Server;

const ITEMS = 1234;
let server: Server;
let folder: string;
let tables = 0;
const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
const s3 = mockClient(S3Client);
let fake: ReturnType<typeof fakeS3>;

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'move-'));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  fake = fakeS3();
  s3.reset();
  s3.send.callsFake(fake.answer);
});

const openFolder = (name: string) => openInstallation(`folder:${join(folder, name)}`);

async function openAws(): Promise<Installation> {
  const { port } = server.address() as AddressInfo;
  const dynamodb = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: 'local', credentials });
  const tableName = `soundings-${tables++}`;
  await dynamodb.send(new CreateTableCommand(createTableInput(tableName)));
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 5, minDelay: 0.02 }, { TableName: tableName });
  return awsInstallation({
    dynamodb,
    s3: new S3Client({ region: 'eu-central-1', credentials }),
    tableName,
    bucketName: 'bucket',
  });
}

async function fill({ table, bucket }: Installation): Promise<void> {
  const hour = Math.floor(Date.now() / 1000) + 3600;
  await table.create(
    Array.from({ length: ITEMS }, (_, i) => ({
      pk: `part${i % 7}`,
      sk: `item ${i}`,
      value: { n: i, text: '很好 👍', nested: { list: [i] } },
      ...(i % 10 === 0 && { waits: { queue: 'analyze' as const, due: '2026-01-01T00:00:00.000Z' } }),
      ...(i % 13 === 0 && { expires: hour + 86_400 }),
    })),
  );
  await table.create([{ pk: 'soon gone', sk: 'link', value: {}, expires: hour - 1800 }]);
  // Written more than once: versions are an installation's own.
  await table.replace({ pk: 'part1', sk: 'item 1', value: { n: 'again' } }, 1);
  await bucket.put('lake/purchases/一.parquet', Buffer.from([0, 1, 2, 255]));
  await bucket.put('uploads/imp_1/file', 'a,b\n'.repeat(100_000));
}

test('a machine’s data goes to the cloud and back and is the same', async () => {
  const [machine, cloud, other] = [await openFolder('there'), await openAws(), await openFolder('back')];
  await fill(machine);
  const { copied, contents } = await move(machine, cloud);
  expect(copied).toEqual({ items: ITEMS, objects: 2 });
  expect(contents).toMatchObject({ items: ITEMS, objects: 2, bytes: 400_004 });
  expect(await cloud.table.get({ pk: 'part1', sk: 'item 1' })).toMatchObject({ value: { n: 'again' } });
  const waiting = await cloud.table.waiting('analyze', { now: '2026-01-02T00:00:00.000Z', limit: 1000 });
  expect(waiting).toHaveLength(Math.ceil(ITEMS / 10));
  expect((await move(cloud, other)).contents).toEqual(contents);
  for (const side of [machine, cloud, other]) await side.close();
});

test('a backup restores what was wiped', async () => {
  const [live, backup] = [await openFolder('live'), await openFolder('backup')];
  await fill(live);
  const { contents } = await move(live, backup);
  await live.close();
  await rm(join(folder, 'live'), { recursive: true });
  const restored = await openFolder('live');
  await move(backup, restored);
  expect(await contentsOf(restored)).toEqual(contents);
  for (const side of [backup, restored]) await side.close();
});

test('stopped anywhere it goes on when run again, and passes over what is there', async () => {
  const [machine, cloud] = [await openFolder('stopped'), await openAws()];
  await fill(machine);
  let steps = 0;
  const stopsAt = (step: number) => () => {
    if (++steps === step) throw new Error('killed');
  };
  for (const step of [1, 2, 4]) {
    steps = 0;
    await expect(move(machine, cloud, { onProgress: stopsAt(step) })).rejects.toThrow('killed');
  }
  const { copied } = await move(machine, cloud);
  expect(copied.items).toBeLessThan(ITEMS);
  expect(copied.objects).toBe(0);
  expect((await move(machine, cloud)).copied).toEqual({ items: 0, objects: 0 });
  for (const side of [machine, cloud]) await side.close();
});

test('what changed since is copied; what only the target holds is told', async () => {
  const [machine, other] = [await openFolder('changed'), await openFolder('target')];
  await fill(machine);
  await move(machine, other);
  await machine.table.replace({ pk: 'part2', sk: 'item 2', value: { n: 'new' } }, 1);
  await machine.bucket.put('uploads/imp_1/file', 'c,d\n'.repeat(100_000));
  expect((await move(machine, other)).copied).toEqual({ items: 1, objects: 1 });
  await other.table.create([{ pk: 'own', sk: 'item', value: {} }]);
  await expect(move(machine, other)).rejects.toThrow(NotEqual);
  for (const side of [machine, other]) await side.close();
});

test.each(['soundings', 'aws:only-a-table', 'folder:'])('“%s” is no installation', async (where) => {
  await expect(openInstallation(where)).rejects.toBeInstanceOf(NoInstallation);
});

test('a folder without data is not moved from', async () => {
  await expect(openInstallation(`folder:${join(folder, 'nowhere')}`, { readOnly: true })).rejects.toThrow('no ');
});

test('a folder that a server is using is not moved into; it may be read', async () => {
  const used = await openFolder('used');
  await expect(openFolder('used')).rejects.toBeInstanceOf(FolderInUse);
  await (await openInstallation(`folder:${join(folder, 'used')}`, { readOnly: true })).close();
  await used.close();
});
