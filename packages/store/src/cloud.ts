import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { openDynamoTable } from './dynamo-table.ts';
import { openS3Bucket } from './s3-bucket.ts';

/** The table and the bucket in AWS; region and credentials come from the environment. */
export function openCloud({ tableName, bucketName }: { tableName: string; bucketName: string }) {
  const dynamodb = new DynamoDBClient({
    // The table's adapter repeats by itself.
    maxAttempts: 1,
    // DynamoDB answers within milliseconds; a connection that broke unnoticed is given up soon.
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  return {
    table: openDynamoTable({ client: dynamodb, tableName }),
    bucket: openS3Bucket({ client: new S3Client({}), bucketName }),
  };
}
