import { expect, test } from 'vitest';
import { overdueSeconds } from './overdue.ts';
import { openSqliteTable } from './sqlite-table.ts';

test('a queue is overdue since its longest due item was due, not by what is due later', async () => {
  const table = openSqliteTable(':memory:');
  expect(await overdueSeconds(table, 'analyze')).toBe(0);
  const due = (inMs: number) => ({ queue: 'analyze' as const, due: new Date(Date.now() + inMs).toISOString() });
  await table.create([{ pk: 'p', sk: 'later', value: {}, waits: due(60_000) }]);
  expect(await overdueSeconds(table, 'analyze')).toBe(0);
  await table.create([
    { pk: 'p', sk: 'now', value: {}, waits: due(-30_000) },
    { pk: 'p', sk: 'long', value: {}, waits: due(-90_000) },
  ]);
  expect(await overdueSeconds(table, 'analyze')).toBeCloseTo(90, 0);
});
