import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tracedCalls } from '@soundings/log/traces';
import { openDynamoTable } from './dynamo-table.ts';
import type { S3Bucket } from './s3-bucket.ts';

/** The table and the bucket in AWS; region and credentials come from the environment. */
export function openCloud({ tableName, bucketName }: { tableName: string; bucketName: string }) {
  const dynamodb = new DynamoDBClient({
    // The table's adapter repeats by itself.
    maxAttempts: 1,
    // DynamoDB answers within milliseconds; a connection that broke unnoticed is given up soon.
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  return {
    table: openDynamoTable({ client: tracedCalls(dynamodb), tableName }),
    bucket: bucketOnDemand(bucketName),
  };
}

/** The bucket, whose client is loaded when it is first asked for something: a function that starts has use for the table. */
function bucketOnDemand(bucketName: string): S3Bucket {
  let opened: Promise<S3Bucket> | undefined;
  const bucket = () => {
    opened ??= open(bucketName).catch((error) => {
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

async function open(bucketName: string): Promise<S3Bucket> {
  const [{ S3Client }, { openS3Bucket }] = await Promise.all([import('@aws-sdk/client-s3'), import('./s3-bucket.ts')]);
  return openS3Bucket({ client: tracedCalls(new S3Client({})), bucketName });
}
