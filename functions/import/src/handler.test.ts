import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import type { Import } from '@soundings/contracts/import';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedImport } from '@soundings/store/queued-import';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { beforeAll, expect, test, vi } from 'vitest';

vi.stubEnv('TABLE_NAME', 'items');
vi.stubEnv('BUCKET_NAME', 'objects');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const table = openSqliteTable(':memory:');
const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'import-')));
vi.mock('@soundings/store/cloud', () => ({ openCloud: () => ({ table, bucket }) }));

const store = openStore(table, bucket);
const context = { getRemainingTimeInMillis: () => 60_000 };
let handler: typeof import('./handler.ts').handler;

beforeAll(async () => {
  ({ handler } = await import('./handler.ts'));
});

async function announce({ start }: { start: boolean }): Promise<Import> {
  const id = newId('import');
  const { job } = await store.imports.create(
    queuedImport({
      id,
      kind: 'purchases',
      productId: null,
      format: 'csv',
      object: `uploads/${id}/file`,
    }),
    { start },
  );
  await bucket.put(job.object, `customer_id,date,amount\n${id},2026-01-02,9.50\n${id},2026-01-03,12.00\n`);
  return job;
}

const uploaded = (key: string, size: number) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { object: { key, size } },
});

test('a sweep takes up the imports that are due, and only those', async () => {
  const [due, announced] = [await announce({ start: true }), await announce({ start: false })];
  await handler({ reason: 'sweep' }, context);
  expect(await store.imports.get(due.id)).toMatchObject({ status: 'done', accepted: 2 });
  expect(await store.imports.get(announced.id)).toMatchObject({ status: 'queued' });
});

test('an announced import is done when its file has come, however often that is told', async () => {
  const { id, object } = await announce({ start: false });
  await handler(uploaded(object, 70), context);
  await handler(uploaded(object, 70), context);
  expect(await store.imports.get(id)).toMatchObject({ status: 'done', size: 70, accepted: 2, attempts: 1 });
});

const allImports = async () => (await store.imports.list({ limit: 100 })).items;

test('an object that belongs to no import changes nothing', async () => {
  const before = await allImports();
  await handler(uploaded('uploads/other/file', 1), context);
  await handler(uploaded(`uploads/${newId('import')}/file`, 1), context);
  expect(await allImports()).toEqual(before);
});
