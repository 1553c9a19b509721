import { openSqliteTable } from '@soundings/store/sqlite-table';
import { expect, test, vi } from 'vitest';

for (const name of ['TABLE_NAME', 'BUCKET_NAME', 'CONTACT']) vi.stubEnv(name, 'team@example.com');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const table = openSqliteTable(':memory:');
vi.mock('@soundings/store/cloud', () => ({ openCloud: () => ({ table, bucket: {} }) }));
const runScrapes = vi.fn(async (_machine: object) => 0);
vi.mock('./run-scrapes.ts', () => ({ runScrapes }));
const { handler } = await import('./handler.ts');

test('the timer’s call collects until a minute before Lambda would stop it', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  await handler({ reason: 'sweep' }, { getRemainingTimeInMillis: () => 900_000 });
  vi.useRealTimers();
  expect(runScrapes).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ until: 1_840_000, signal: expect.any(AbortSignal) }),
  );
});
