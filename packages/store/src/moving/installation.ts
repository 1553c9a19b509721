import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { patience } from '../aws-patience.ts';
import type { Bucket } from '../bucket.ts';
import { openDynamoTable } from '../dynamo-table.ts';
import { openFolderBucket } from '../folder-bucket.ts';
import { lockFolder } from '../folder-lock.ts';
import { openS3Bucket } from '../s3-bucket.ts';
import { openSqliteTable } from '../sqlite-table.ts';
import type { Item, Table } from '../table.ts';
import { scanDynamo } from './scan-dynamo.ts';
import { scanSqlite } from './scan-sqlite.ts';

/** Everything that one installation holds, on one machine or in AWS. */
export type Installation = {
  table: Table;
  bucket: Bucket;
  /** Every item of the table, a page at a time, each once. */
  scan(): AsyncIterable<Item[]>;
  close(): Promise<void>;
};

/** What was named is no installation; the message says what one looks like. */
export class NoInstallation extends Error {
  override name = 'NoInstallation';
}

/**
 * Opens what `where` names: `folder:<path>` for the data of one machine, `aws:<table>,<bucket>` for a stack, with region
 * and credentials from the environment. A folder is locked against servers, unless it is `readOnly`. Throws
 * `NoInstallation` where it names neither, or a folder without data to read, and `FolderInUse`.
 */
export async function openInstallation(where: string, { readOnly = false } = {}): Promise<Installation> {
  const [, folder] = /^folder:(.+)$/.exec(where) ?? [];
  if (folder) return openFolder(folder, readOnly);
  const [, tableName, bucketName] = /^aws:([\w.-]+),([\w.-]+)$/.exec(where) ?? [];
  if (tableName && bucketName) {
    // From anywhere, perhaps over a slow line.
    return awsInstallation({
      dynamodb: new DynamoDBClient(patience('dynamodb', { slower: 10 })),
      s3: new S3Client(patience('s3', { slower: 10 })),
      tableName,
      bucketName,
    });
  }
  throw new NoInstallation(`“${where}” names no installation: write folder:<path> or aws:<table>,<bucket>.`);
}

async function openFolder(folder: string, readOnly: boolean): Promise<Installation> {
  const file = join(folder, 'table.sqlite');
  if (readOnly && !existsSync(file)) throw new NoInstallation(`There is no ${file}.`);
  const lock = readOnly ? undefined : await lockFolder(folder);
  const table = openSqliteTable(file);
  return {
    table,
    bucket: await openFolderBucket(join(folder, 'bucket')),
    scan: () => scanSqlite(file),
    async close() {
      await table.close();
      lock?.release();
    },
  };
}

type Aws = { dynamodb: DynamoDBClient; s3: S3Client; tableName: string; bucketName: string };

/** An installation in AWS, reached by these clients, which `close` destroys. */
export function awsInstallation({ dynamodb, s3, tableName, bucketName }: Aws): Installation {
  return {
    table: openDynamoTable({ client: dynamodb, tableName }),
    bucket: openS3Bucket({ client: s3, bucketName }),
    scan: () => scanDynamo({ client: dynamodb, tableName }),
    async close() {
      dynamodb.destroy();
      s3.destroy();
    },
  };
}
