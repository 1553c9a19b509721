import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { fakeDynamo } from '@soundings/store/dynamo-table-fake';
import { fakeS3 } from '@soundings/store/s3-bucket-fake';
import { mockClient } from 'aws-sdk-client-mock';
import { answerHalf, type CloudState, type Disturbance, type DisturbedCloud, type Fault } from './disturbed-cloud.ts';

type Command = { constructor: { name: string }; input: object };
type Answer = (command: Command) => Promise<never>;

/** DynamoDB and S3 in memory behind the SDK's clients. */
export function openCloudInMemory(): DisturbedCloud {
  const [dynamodb, s3] = [mockClient(DynamoDBClient), mockClient(S3Client)];
  let [table, bucket] = [fakeDynamo(), fakeS3()];
  let calls: string[] = [];

  return {
    tableName: 'items',
    bucketName: 'objects',

    async begin({ items, objects }: CloudState, { at = 0, fault = 'broken' }: Disturbance) {
      [table, bucket, calls] = [fakeDynamo(), fakeS3(), []];
      for (const [name, item] of items) table.items.set(name, item);
      for (const [key, body] of objects) bucket.objects.set(key, body);
      const failing = (answer: Answer) => async (command: Command) => {
        calls.push(nameOf(command));
        return calls.length === at ? faults[fault](command, answer) : answer(command);
      };
      for (const client of [dynamodb, s3]) client.resetHistory();
      dynamodb.send.callsFake(failing(table.answer));
      s3.send.callsFake(failing(bucket.answer));
    },

    async end() {
      return { state: { items: new Map(table.items), objects: new Map(bucket.objects) }, calls: [...calls] };
    },
  };
}

const nameOf = ({ constructor: { name } }: Command) => name.replace(/Command$/, '');

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
  partial: async (command, answer) => inPart[nameOf(command)]?.(command, answer) as Promise<never>,
};

const inPart: Record<string, (command: Command, answer: Answer) => Promise<object>> = {
  BatchGetItem: (command, answer) =>
    answerHalf(command.input, (input) => answer({ constructor: command.constructor, input })),
  async GetObject(command, answer) {
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
