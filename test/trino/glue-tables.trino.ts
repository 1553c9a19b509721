import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { openAthena } from '@soundings/lake/athena';
import { LAKE_TABLES } from '@soundings/store/lake-tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMachine } from '../flows/in-process-machine.ts';
import { sameRows } from './same-rows.ts';
import { askTrino } from './trino.ts';

// The tables of the lake as `openAthena` declares them, over the objects of a build: an emulator takes the declarations
// as Athena would, into its Glue, and a Trino server, which Athena is at heart, reads them there and the objects in S3.

const { origin, endpoint } = JSON.parse(process.env.TRINO ?? '{}');
const BUCKET = 'lake';
const DATABASE = 'soundings';
const WORKGROUP = 'soundings';

const machine = await openMachine();
afterAll(() => machine.close());
const athena = new AthenaClient({ endpoint });
const s3 = new S3Client({ endpoint });

const REVIEWS = [
  'The strap broke after a week.',
  'Battery life is great; delivery was slow.',
  '表带一周就断了，很失望',
];

beforeAll(async () => {
  const product = await machine.ask('POST', '/v1/products', { name: 'Watch', role: 'ours' });
  const reviews = REVIEWS.map((text, i) => `r${i},"${text}",${i + 1},2026-01-0${i + 1}`);
  await machine.take(`kind=reviews&productId=${product.id}`, `id,review,rating,date\n${reviews.join('\n')}\n`);
  const orders = Array.from({ length: 40 }, (_, i) => `o${i},c${i % 9},2026-0${1 + (i % 6)}-15,${i}.25,CNY`);
  await machine.take('kind=purchases', `order_id,customer_id,date,amount,currency\n${orders.join('\n')}\n`);
  const events = Array.from({ length: 20 }, (_, i) => `c${i % 9},visit,2026-0${1 + (i % 6)}-16`);
  await machine.take('kind=events', `customer_id,event,date\n${events.join('\n')}\n`);
  const survey = await machine.ask('POST', '/v1/surveys', { template: 'product-feedback', productId: product.id });
  await machine.ask('POST', `/v1/surveys/${survey.id}/publish`);
  const answers = { recommend: '3', satisfaction: '2', uses: ['work'], tenure: 'under-1m', quoting: 'yes' };
  await machine.respond(`/s/${survey.id}`, { ...answers, problem: 'The crown is loose.' });
  await machine.build();

  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const OutputLocation = `s3://${BUCKET}/work/athena/results/`;
  await athena.send(
    new CreateWorkGroupCommand({ Name: WORKGROUP, Configuration: { ResultConfiguration: { OutputLocation } } }),
  );
  const made = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSGlue.CreateDatabase',
      authorization: 'AWS4-HMAC-SHA256 Credential=000000000000/20260101/eu-central-1/glue/aws4_request',
    },
    body: JSON.stringify({ DatabaseInput: { Name: DATABASE } }),
  });
  expect(made.status).toBe(200);
});

test.each(LAKE_TABLES)('%s is read by Trino, as Glue knows it, like DuckDB reads it', async (name) => {
  const { files } = await machine.store.lake.read(name);
  const built = files.map(({ key }) => key);
  const duckdb = await machine.openSql();
  // As an older version of this code would have made it, which did not know the last column.
  const older = `${name}/older.parquet`;
  const columns = await duckdb.query('DESCRIBE SELECT * FROM t', { t: built });
  await duckdb.store(`SELECT * EXCLUDE (${columns.at(-1)?.column_name}) FROM t`, { t: built }, older);
  const keys = [older, ...built];
  for (const Key of keys) {
    const Body = await buffer(createReadStream(await machine.store.bucket.localPath(Key)));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }
  const expected = await duckdb.query('SELECT * FROM t', { t: keys });
  const declared: string[] = [];
  const engine = openAthena({
    client: athena,
    workgroup: WORKGROUP,
    database: DATABASE,
    bucket: BUCKET,
    texts: {
      // What the emulator answers to statements is nobody's: it knows no such lists of files.
      readText: async () => '',
      async putText(Key, Body) {
        declared.push(Key.split('/').at(-2) ?? '');
        await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
      },
    },
    duckdb,
    firstPauseMs: 10,
  });
  await engine.query('SELECT 1 AS n FROM t', { t: keys });
  await duckdb.close();
  expect(declared).toHaveLength(1);
  const answer = await askTrino(origin, `SELECT * FROM athena.${DATABASE}.${declared[0]}`);
  expect(expected.length).toBeGreaterThan(0);
  expect(answer.columns.map((column) => column.name)).toEqual(Object.keys(expected[0] ?? {}));
  expect(sameRows(expected, answer)).toBeNull();
  console.log(`${name}: ${expected.length} rows of ${answer.columns.length} columns, in ${keys.length} objects`);
});
