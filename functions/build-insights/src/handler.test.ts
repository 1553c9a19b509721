import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test, vi } from 'vitest';

vi.stubEnv('TABLE_NAME', 'items');
vi.stubEnv('BUCKET_NAME', 'objects');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const table = openSqliteTable(':memory:');
const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'build-')));
vi.mock('@soundings/store/cloud', () => ({ openCloud: () => ({ table, bucket }) }));
const { handler } = await import('./handler.ts');

const { builds } = openStore(table, bucket);
const context = { getRemainingTimeInMillis: () => 60_000 };

test('a sweep asks for no build', async () => {
  await handler({ reason: 'sweep' }, context);
  expect((await builds.list({ limit: 9 })).items).toEqual([]);
});

test('a night has one build, however often the timer calls', async () => {
  await handler({ reason: 'nightly' }, context);
  await handler({ reason: 'nightly' }, context);
  const { items } = await builds.list({ limit: 9 });
  expect(items).toMatchObject([{ status: 'done', attempts: 1 }]);
});
