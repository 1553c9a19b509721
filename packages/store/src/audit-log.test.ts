import { FIRST_RETENTION } from '@soundings/contracts/retention';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openAuditLog } from './audit-log.ts';
import { openRetention } from './retention.ts';
import { openSqliteTable } from './sqlite-table.ts';

const DAY_MS = 86_400_000;
const entry = { actor: { kind: 'owner', id: null }, did: 'changed', route: 'PUT /', subjects: [] } as const;

test('entries are kept as long as the team says, those from before too', async () => {
  const table = openSqliteTable(':memory:');
  const log = openAuditLog(table);
  // Expiry is in whole seconds.
  const now = Math.floor(Date.now() / 1000) * 1000;
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ now, toFake: ['Date'] });
  for (const days of [500, 300, 100, 0]) {
    vi.setSystemTime(now - days * DAY_MS);
    await log.write({ ...entry, subjects: [], route: `${days}` });
  }
  vi.setSystemTime(now);
  const routes = async () => (await log.list({ limit: 10 })).items.map(({ route }) => route);
  const expiries = async () =>
    (await table.list({ pk: 'audit', limit: 10 })).items.map(({ expires = 0 }) => expires - now / 1000);
  await log.keepFor(700);
  // The one that was over by the former days is gone: SQLite never gives what has expired.
  expect(await routes()).toEqual(['0', '100', '300']);
  expect(await expiries()).toEqual([400, 600, 700].map((days) => days * 86_400));
  expect(await log.countBefore(new Date(now - 90 * DAY_MS).toISOString(), 10)).toBe(2);
  await log.keepFor(90);
  expect(await routes()).toEqual(['0']);
  await openRetention(table).add({ ...FIRST_RETENTION, auditLog: 30 }, 0);
  vi.setSystemTime(now + 1000);
  await log.write({ ...entry, subjects: [], route: 'new' });
  expect(await expiries()).toEqual([90 * 86_400, 30 * 86_400 + 1]);
});
