import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tracedCalls } from '@soundings/log/traces';
import { patience } from './aws-patience.ts';
import { openDynamoTable } from './dynamo-table.ts';
import type { S3Bucket } from './s3-bucket.ts';

type Cloud = { tableName: string; bucketName: string; slower?: number };

/**
 * The table and the bucket in AWS; region and credentials come from the environment. What does not answer in time, `slower`
 * times as long as usual, is asked again and then an error.
 */
export function openCloud({ tableName, bucketName, slower = 1 }: Cloud) {
  const dynamodb = new DynamoDBClient(patience('dynamodb', { slower }));
  return {
    table: openDynamoTable({ client: tracedCalls(dynamodb), tableName }),
    bucket: bucketOnDemand(() => open(bucketName, slower)),
  };
}

/** The bucket, whose client is loaded when it is first asked for something: a function that starts has use for the table. */
function bucketOnDemand(open: () => Promise<S3Bucket>): S3Bucket {
  let opened: Promise<S3Bucket> | undefined;
  const bucket = () => {
    opened ??= open().catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    put: async (key, body, options) => (await bucket()).put(key, body, options),
    putFile: async (key, path) => (await bucket()).putFile(key, path),
    get: async (key) => (await bucket()).get(key),
    read: async (key) => (await bucket()).read(key),
    size: async (key) => (await bucket()).size(key),
    localPath: async (key) => (await bucket()).localPath(key),
    remove: async (key) => (await bucket()).remove(key),
    async *list(prefix) {
      yield* (await bucket()).list(prefix);
    },
    uploadUrl: async (key, options) => (await bucket()).uploadUrl(key, options),
  };
}

async function open(bucketName: string, slower: number): Promise<S3Bucket> {
  const [{ S3Client }, { openS3Bucket }] = await Promise.all([import('@aws-sdk/client-s3'), import('./s3-bucket.ts')]);
  const waits = patience('s3', { slower });
  const client = tracedCalls(new S3Client(waits));
  return openS3Bucket({ client, bucketName, stillMs: waits.requestHandler.requestTimeout });
}
