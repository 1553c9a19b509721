import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openSqliteTable } from './sqlite-table.ts';
import { describeTable } from './table-contract.ts';

const folder = () => mkdtemp(join(tmpdir(), 'table-'));

describeTable('table in SQLite', async () => openSqliteTable(join(await folder(), 'table.sqlite')));

test('two connections to one file see each other’s writes', async () => {
  const path = join(await folder(), 'table.sqlite');
  const [one, other] = [openSqliteTable(path), openSqliteTable(path)];
  expect(await one.create([{ pk: 'p', sk: 's', value: { n: 1 } }])).toEqual([true]);
  expect(await other.replace({ pk: 'p', sk: 's', value: { n: 2 } }, 1)).toBe(true);
  expect(await one.get({ pk: 'p', sk: 's' })).toMatchObject({ version: 2, value: { n: 2 } });
  await Promise.all([one.close(), other.close()]);
});

test('what has expired is removed from the file by and by', async () => {
  const path = join(await folder(), 'table.sqlite');
  const table = openSqliteTable(path);
  const past = Math.floor(Date.now() / 1000) - 5;
  await table.create([{ pk: 'old', sk: 'a', value: {}, expires: past }]);
  await table.close();
  // Whoever opens it writes something sooner or later.
  const next = openSqliteTable(path);
  await next.create([{ pk: 'new', sk: 'a', value: {} }]);
  await next.close();
  const file = new DatabaseSync(path, { readOnly: true });
  expect(file.prepare('SELECT pk FROM items').all()).toEqual([{ pk: 'new' }]);
  file.close();
});
