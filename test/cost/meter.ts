import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { fakeDynamo } from '@soundings/store/dynamo-table-fake';
import type { Attributes } from '@soundings/store/dynamo-table-item';
import { fakeS3 } from '@soundings/store/s3-bucket-fake';
import { mockClient } from 'aws-sdk-client-mock';

type Command = { constructor: { name: string }; input: object };
type Named = {
  Item?: Attributes;
  Key?: Attributes;
  IndexName?: string;
  RequestItems?: Record<string, { Keys: Attributes[] }>;
};

/** What AWS would bill: DynamoDB's units, S3's requests. */
export type Usage = { writeUnits: number; readUnits: number; puts: number; gets: number };

/**
 * DynamoDB and S3 in memory behind the SDK's clients, counting what a call costs: a written KB is a unit and so is each
 * change of the index `pending`; 4 KB read consistently are one, half of it from the index.
 */
export function meteredCloud() {
  const [table, bucket] = [fakeDynamo(), fakeS3()];
  let usage: Usage = { writeUnits: 0, readUnits: 0, puts: 0, gets: 0 };
  const heldBy = (key: Attributes = {}) => table.items.get(`${key.pk?.S}\n${key.sk?.S}`);

  mockClient(DynamoDBClient).send.callsFake(async (command: Command) => {
    const { Item, Key, IndexName, RequestItems } = command.input as Named;
    const former = heldBy(Item ?? Key);
    const answer = (await table.answer(command)) as { Item?: Attributes; Items?: Attributes[] };
    if (Item) usage.writeUnits += units(bytesOf(Item), 1024) + indexWrites(former, Item);
    else if (command.constructor.name === 'DeleteItemCommand') usage.writeUnits += 1 + indexWrites(former, {});
    else if (RequestItems)
      for (const { Keys } of Object.values(RequestItems))
        for (const key of Keys) usage.readUnits += units(bytesOf(heldBy(key)), 4096);
    else {
      const bytes = [answer.Item, ...(answer.Items ?? [])].reduce((sum, item) => sum + bytesOf(item), 0);
      usage.readUnits += units(bytes, 4096) * (IndexName ? 0.5 : 1);
    }
    return answer as never;
  });
  mockClient(S3Client).send.callsFake(async (command: Command) => {
    if (/Put|Upload|List|Create|Complete/.test(command.constructor.name)) usage.puts++;
    else usage.gets++;
    return bucket.answer(command);
  });

  return {
    /** What `work` used, and how long it took on this machine. */
    async measure(work: () => Promise<unknown>): Promise<Usage & { seconds: number }> {
      usage = { writeUnits: 0, readUnits: 0, puts: 0, gets: 0 };
      const started = performance.now();
      await work();
      return { ...usage, seconds: (performance.now() - started) / 1000 };
    },
    storedBytes: () => [...table.items.values()].reduce((sum, item) => sum + bytesOf(item) + 100, 0),
  };
}

const units = (bytes: number, size: number) => Math.max(1, Math.ceil(bytes / size));

function bytesOf(item: Attributes = {}): number {
  return Object.entries(item).reduce((sum, [name, { S, N }]) => sum + name.length + Buffer.byteLength(S ?? N ?? ''), 0);
}

/** Entering, leaving and moving within the index: 1, 1 and 2 writes. */
function indexWrites(former: Attributes | undefined, next: Attributes): number {
  const place = (item: Attributes | undefined) => item?.pending && `${item.pending.S} ${item.due?.S}`;
  const [from, to] = [place(former), place(next)];
  return from === to ? 0 : Number(from !== undefined) + Number(to !== undefined);
}
