import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { fakeDynamo } from '@soundings/store/dynamo-table-fake';
import { fakeS3 } from '@soundings/store/s3-bucket-fake';
import { mockClient } from 'aws-sdk-client-mock';

type Command = { constructor: { name: string }; input: object };

/** What may become of a call: refused, broken off before or after it took effect. */
export const FAULTS = ['throttled', 'broken', 'lost'] as const;
export type Fault = (typeof FAULTS)[number];

const dynamodb = mockClient(DynamoDBClient);
const s3 = mockClient(S3Client);

/** DynamoDB and S3 in memory behind the SDK's clients, of whose calls the one with number `at` comes to grief. */
export function cloudInMemory({ at = 0, fault = 'broken' }: { at?: number; fault?: Fault } = {}) {
  const [table, bucket] = [fakeDynamo(), fakeS3()];
  let calls = 0;
  const failing = (answer: (command: Command) => Promise<never>) => async (command: Command) => {
    calls++;
    if (calls !== at) return answer(command);
    if (fault === 'lost') await answer(command);
    throw errors[fault]();
  };
  dynamodb.send.callsFake(failing(table.answer));
  s3.send.callsFake(failing(bucket.answer));
  return { items: table.items, objects: bucket.objects, calls: () => calls };
}

const errors: Record<Fault, () => Error> = {
  throttled: () => Object.assign(new Error('slow down'), { name: 'ThrottlingException' }),
  broken: () => Object.assign(new Error('internal'), { $metadata: { httpStatusCode: 500 } }),
  lost: () => Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
};
