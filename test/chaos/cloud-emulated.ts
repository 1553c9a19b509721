import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { keyOf } from '@soundings/store/dynamo-table-item';
import { createTableInput } from '@soundings/store/dynamo-table-schema';
import type { CloudState, Disturbance, DisturbedCloud } from './disturbed-cloud.ts';
import { openFailingProxy } from './failing-proxy.ts';

/** BatchWriteItem takes 25. */
const BATCH = 25;

/**
 * A table and a bucket of their own in the emulator at `endpoint`, which nothing else wakes up for: laid out as the
 * deployed ones. Clients that are made from now on reach the emulator by way of a proxy that fails their calls.
 */
export async function openCloudEmulated(endpoint: string): Promise<DisturbedCloud> {
  const [dynamodb, s3] = [new DynamoDBClient({ endpoint }), new S3Client({ endpoint })];
  const name = `chaos-${randomUUID()}`;
  await dynamodb.send(new CreateTableCommand(createTableInput(name)));
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const proxy = await openFailingProxy(endpoint);
  process.env.AWS_ENDPOINT_URL = proxy.endpoint;

  async function items(): Promise<CloudState['items']> {
    const found: CloudState['items'] = new Map();
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: name })) {
      for (const item of Items) found.set(`${item.pk?.S}\n${item.sk?.S}`, item);
    }
    return found;
  }

  async function keys(): Promise<string[]> {
    const found: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: name })) {
      for (const { Key } of Contents) if (Key !== undefined) found.push(Key);
    }
    return found;
  }

  async function objects(): Promise<CloudState['objects']> {
    const bodies = (await keys()).map(async (Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key }));
      return [Key, await buffer(Body as Readable)] as const;
    });
    return new Map(await Promise.all(bodies));
  }

  async function write(requests: NonNullable<BatchWriteItemCommand['input']['RequestItems']>[string]): Promise<void> {
    for (let i = 0; i < requests.length; i += BATCH) {
      const RequestItems = { [name]: requests.slice(i, i + BATCH) };
      await dynamodb.send(new BatchWriteItemCommand({ RequestItems }));
    }
  }

  return {
    tableName: name,
    bucketName: name,

    async begin(state: CloudState, disturbance: Disturbance) {
      const gone = [...(await items()).keys()].filter((key) => !state.items.has(key)).map((key) => key.split('\n'));
      await write(gone.map(([pk = '', sk = '']) => ({ DeleteRequest: { Key: keyOf({ pk, sk }) } })));
      await write([...state.items.values()].map((Item) => ({ PutRequest: { Item } })));
      for (const Key of await keys()) await s3.send(new DeleteObjectCommand({ Bucket: name, Key }));
      for (const [Key, Body] of state.objects) await s3.send(new PutObjectCommand({ Bucket: name, Key, Body }));
      proxy.begin(disturbance);
    },

    async end() {
      const calls = proxy.calls();
      return { state: { items: await items(), objects: await objects() }, calls };
    },
  };
}
