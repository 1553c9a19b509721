import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { describeBucket } from '@soundings/store/bucket-contract';
import { openDynamoTable } from '@soundings/store/dynamo-table';
import { openS3Bucket } from '@soundings/store/s3-bucket';
import { describeTable } from '@soundings/store/table-contract';
import { deployed } from './deployed.ts';

describeTable('the deployed table', async () =>
  openDynamoTable({ client: new DynamoDBClient({ maxAttempts: 1 }), tableName: deployed.TableName }),
);

describeBucket('the deployed bucket', async () =>
  openS3Bucket({ client: new S3Client({}), bucketName: deployed.BucketName }),
);
