import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test, vi } from 'vitest';

vi.stubEnv('TABLE_NAME', 'items');
vi.stubEnv('BUCKET_NAME', 'objects');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const table = openSqliteTable(':memory:');
vi.mock('@soundings/store/cloud', () => ({ openCloud: () => ({ table, bucket: {} }) }));
const { handler } = await import('./handler.ts');

test.each([{ reason: 'sweep' }, { Records: [] }])('%j has what waits told', async (event) => {
  const store = openStore(table, {} as never);
  // A host that leads into this machine, so that nothing leaves it.
  const { webhook } = await store.webhooks.create(
    { url: 'https://localhost/', events: ['alarm.raised'] },
    { secret: 'whsec_AAAA' },
  );
  const occurredAt = '2026-01-01T00:00:00.000Z';
  await store.webhooks.emit([{ type: 'alarm.raised', about: [JSON.stringify(event)], occurredAt, data: {} }]);
  await handler(event, { getRemainingTimeInMillis: () => 60_000 });
  const { items } = await store.webhooks.deliveries.list(webhook.id, { limit: 9 });
  expect(items).toMatchObject([{ status: 'waiting', attempts: 1, lastAttempt: { problem: 'unsafe-address' } }]);
});
