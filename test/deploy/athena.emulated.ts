import { AthenaClient, ListTableMetadataCommand } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { openAthena } from '@soundings/lake/athena';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openS3Bucket } from '@soundings/store/s3-bucket';
import { afterAll, expect, test } from 'vitest';
import { deployed } from './deployed.ts';
import { heard } from './heard.ts';

// As the stage's template names them.
const WORKGROUP = 'Soundings-development';
const DATABASE = 'soundings_development';

const athena = new AthenaClient({ maxAttempts: 1 });
const lake = await openLake();
afterAll(() => lake.close());

/** Parquet in the deployed bucket, and the engine over it that the deployed build would ask. */
async function openLake() {
  const bucket = openS3Bucket({ client: new S3Client({}), bucketName: deployed.BucketName });
  const duckdb = await openDuckDb(bucket);
  const engine = openAthena({
    client: athena,
    workgroup: WORKGROUP,
    database: DATABASE,
    bucket: deployed.BucketName,
    texts: {
      readText: async (key) => String((await bucket.get(key)) ?? ''),
      putText: async (key, text) => void (await bucket.put(key, text)),
    },
    duckdb,
    firstPauseMs: 10,
  });
  await duckdb.store(
    "SELECT 'a' AS name, CAST(1.5 AS DECIMAL(18,4)) AS price, TIMESTAMP '2024-01-01' AS at, ['x'] AS tags",
    {},
    'work/fruit.parquet',
  );
  return { engine, close: duckdb.close };
}

test('Athena declares the lake’s tables in Glue, and reads none of them', async () => {
  const rows = await lake.engine.query('SELECT name FROM fruit', { fruit: ['work/fruit.parquet'] });
  const list = new ListTableMetadataCommand({ CatalogName: 'AwsDataCatalog', DatabaseName: DATABASE });
  const [table] = (await athena.send(list)).TableMetadataList ?? [];
  expect(table?.Columns?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
    'name string',
    'price decimal(18,4)',
    'at timestamp',
    'tags array<string>',
  ]);
  expect(rows).not.toEqual([{ name: 'a' }]);
  heard('Athena: SELECT name FROM a table of one row, declared in Glue', JSON.stringify(rows));
});

test('Athena unloads nothing', async () => {
  const unloaded = lake.engine.store('SELECT name FROM fruit', { fruit: ['work/fruit.parquet'] }, 'work/copy.parquet');
  const refusal = await unloaded.then(
    (n) => `${n} rows`,
    (error: Error) => error.message,
  );
  expect(refusal).not.toBe('1 rows');
  heard('Athena: UNLOAD of that row', refusal);
});
