import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedBuild } from '@soundings/store/queued-build';
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

const { builds, buildSchedule, products } = openStore(table, bucket);
const context = { getRemainingTimeInMillis: () => 60_000 };

test('a sweep asks for no build', async () => {
  await handler({ reason: 'sweep' }, context);
  expect((await builds.list({ limit: 9 })).items).toEqual([]);
});

test('what is due by the schedule is built once, however often the timer calls', async () => {
  const dayAgo = Date.now() - 26 * 3_600_000;
  await products.create({ name: 'Kettle', role: 'ours' });
  const at = new Date(dayAgo).toISOString();
  const counts = { feedback: 3 };
  const done = { status: 'done', progress: 1, attempts: 1, counts, createdAt: at, finishedAt: at } as const;
  await builds.create(queuedBuild({ id: newId('build', dayAgo), ...done }));
  await buildSchedule.add({ everyDays: 1, hour: 0, whenMoved: false }, 0);
  await handler({ reason: 'schedule' }, context);
  await handler({ reason: 'schedule' }, context);
  const { items } = await builds.list({ limit: 9 });
  expect(items).toMatchObject([{ status: 'done', attempts: 1 }, { progress: 1 }]);
});
