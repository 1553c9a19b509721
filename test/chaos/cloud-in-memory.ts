import { Readable } from 'node:stream';
import { type BatchGetItemCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { fakeDynamo } from '@soundings/store/dynamo-table-fake';
import { fakeS3 } from '@soundings/store/s3-bucket-fake';
import { mockClient } from 'aws-sdk-client-mock';

type Command = { constructor: { name: string }; input: object };
type Answer = (command: Command) => Promise<never>;

/** What may become of a call: refused, broken off before or after it took effect, answered in part. */
export const FAULTS = ['throttled', 'broken', 'lost', 'partial'] as const;
export type Fault = (typeof FAULTS)[number];

const dynamodb = mockClient(DynamoDBClient);
const s3 = mockClient(S3Client);

/** DynamoDB and S3 in memory behind the SDK's clients, of whose calls the one with number `at` comes to grief. */
export function cloudInMemory({ at = 0, fault = 'broken' }: { at?: number; fault?: Fault } = {}) {
  const [table, bucket] = [fakeDynamo(), fakeS3()];
  const calls: string[] = [];
  const failing = (answer: Answer) => async (command: Command) => {
    calls.push(command.constructor.name);
    return calls.length === at ? faults[fault](command, answer) : answer(command);
  };
  for (const client of [dynamodb, s3]) client.resetHistory();
  dynamodb.send.callsFake(failing(table.answer));
  s3.send.callsFake(failing(bucket.answer));
  return { items: table.items, objects: bucket.objects, calls };
}

/** Whether a call can come to such a grief: only reading gives parts. */
export function canBe(fault: Fault, call: string): boolean {
  return fault !== 'partial' || call in inPart;
}

// Each quotes what it was asked, as AWS's own errors may.
const faults: Record<Fault, (command: Command, answer: Answer) => Promise<never>> = {
  throttled: async ({ input }) => {
    throw Object.assign(new Error(`slow down: ${JSON.stringify(input)}`), { name: 'ThrottlingException' });
  },
  broken: async ({ input }) => {
    throw Object.assign(new Error(`internal: ${JSON.stringify(input)}`), { $metadata: { httpStatusCode: 500 } });
  },
  lost: async (command, answer) => {
    await answer(command);
    throw Object.assign(new Error(`timed out: ${JSON.stringify(command.input)}`), { name: 'TimeoutError' });
  },
  partial: async (command, answer) => inPart[command.constructor.name]?.(command, answer) as Promise<never>,
};

const inPart: Record<string, (command: Command, answer: Answer) => Promise<object>> = {
  async BatchGetItemCommand(command, answer) {
    const { RequestItems = {} } = command.input as BatchGetItemCommandInput;
    const [name = '', { Keys = [] } = {}] = Object.entries(RequestItems)[0] ?? [];
    const half = Keys.length >> 1;
    const some: object = await answer({ ...command, input: { RequestItems: { [name]: { Keys: Keys.slice(half) } } } });
    return { ...some, UnprocessedKeys: half > 0 ? { [name]: { Keys: Keys.slice(0, half) } } : {} };
  },
  async GetObjectCommand(command, answer) {
    const whole: { Body: Readable } = await answer(command);
    const body = Buffer.concat(await whole.Body.toArray());
    const Body = Readable.from(
      (function* () {
        yield body.subarray(0, body.length >> 1);
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    return { ...whole, Body };
  },
};
