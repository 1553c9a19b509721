import { ComprehendClient, DetectDominantLanguageCommand } from '@aws-sdk/client-comprehend';
import {
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, expect, test } from 'vitest';
import { deployed } from './deployed.ts';
import { heard } from './heard.ts';

// What the emulator lacks, in its own answers. A test fails once the emulator can do better: then the deployment's test
// can show more.

afterAll(() => {
  for (const wanted of NOT_ASKED) console.log(`- ${wanted}`);
});

/** What no single call shows. */
const NOT_ASKED = [
  'CloudFront, the firewall and Cognito: the stage that is deployed has none.',
  'Throttling, quotas, and the memory and time limits of functions: nothing is ever slowed down or cut off.',
  'Life cycles of objects, expiry, deletion protection and traces: kept with the resources and never carried out.',
  'arm64: functions run on this machine’s own processor, so their bundles hold its binaries.',
];

const dynamodb = new DynamoDBClient({});

test('no policy is enforced: the bucket’s own refuses what does not come by TLS', async () => {
  const stored = await new S3Client({}).send(
    new PutObjectCommand({ Bucket: deployed.BucketName, Key: 'work/by-http', Body: 'plain' }),
  );
  expect(stored.$metadata.httpStatusCode).toBe(200);
  heard('IAM and bucket policies: an object put by plain http, which the policy denies', '200');
});

test('Comprehend is not there: the analyzer that is deployed is the local one', async () => {
  const status = await new ComprehendClient({ maxAttempts: 1 })
    .send(new DetectDominantLanguageCommand({ Text: 'Good' }))
    .then(
      () => undefined,
      (refused: { $metadata: { httpStatusCode?: number } }) => refused.$metadata.httpStatusCode,
    );
  expect(status).toBeGreaterThanOrEqual(400);
  heard('Comprehend: the language of a text', `${status}`);
});

test('the table is not restored to an instant', async () => {
  const restored = `${deployed.TableName}-restored`;
  const count = async (TableName: string) => {
    let n = 0;
    for await (const { Count } of paginateScan({ client: dynamodb }, { TableName })) n += Count ?? 0;
    return n;
  };
  const Item = { pk: { S: 'restore' }, sk: { S: 'drill' } };
  await dynamodb.send(new PutItemCommand({ TableName: deployed.TableName, Item }));
  const before = await count(deployed.TableName);
  await dynamodb.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: deployed.TableName,
      TargetTableName: restored,
      RestoreDateTime: new Date(Date.now() - 86_400_000),
    }),
  );
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: restored }));
  const after = await count(restored);
  await dynamodb.send(new DeleteItemCommand({ TableName: deployed.TableName, Key: Item }));
  heard(
    'Point-in-time recovery: the table as it was a day before it was made',
    `${Table?.TableStatus}, with ${after} items of today's ${before}`,
  );
  // DynamoDB would refuse: of that instant there is nothing to restore.
  expect(Table?.TableStatus).toBe('ACTIVE');
});

test('the metrics in the functions’ logs become no metrics', async () => {
  const listed = await fetch(`http://127.0.0.1:${deployed.port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'AWS4-HMAC-SHA256 Credential=000000000000/20260101/eu-central-1/monitoring/aws4_request',
    },
    body: 'Action=ListMetrics&Version=2010-08-01&Namespace=Soundings',
  });
  const names = [...(await listed.text()).matchAll(/<MetricName>([^<]+)/g)].map(([, name]) => name);
  heard(
    'CloudWatch: the metrics that the functions wrote into their logs',
    `${listed.status}, ${names.length} metrics`,
  );
  expect({ status: listed.status, names }).toEqual({ status: 200, names: [] });
});
