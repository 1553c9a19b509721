import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderInUse, FolderUnusable, lockFolder } from './folder-lock.ts';
import { openSqliteTable } from './sqlite-table.ts';

test('a folder has one user at a time, by whatever path it is named, and the next one once it is released', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  const other = join(folder, 'other');
  await symlink(folder, join(folder, 'the same'));
  const lock = await lockFolder(folder);
  await expect(lockFolder(join(folder, 'the same'))).rejects.toThrow(`is using ${join(folder, 'the same')}`);
  (await lockFolder(other)).release();
  // A connection that was turned away and closed has not taken the lock with it.
  await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUse);
  lock.release();
  (await lockFolder(folder)).release();
});

test('who has the lock, and whoever works with them, may use the table; the lock leaves nothing in its file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  const lock = await lockFolder(folder);
  const tables = [1, 2].map(() => openSqliteTable(join(folder, 'table.sqlite')));
  for (const [i, table] of tables.entries()) await table.create([{ pk: 'a', sk: `${i}`, value: {} }]);
  for (const table of tables) await table.close();
  lock.release();
  expect(await readdir(folder)).toEqual(['lock.sqlite', 'table.sqlite']);
});

test('a folder that cannot be made or written is named with the reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  await writeFile(join(folder, 'a file'), '');
  await mkdir(join(folder, 'taken/lock.sqlite'), { recursive: true });
  for (const name of ['a file', 'taken']) {
    const locked = lockFolder(join(folder, name));
    await expect(locked).rejects.toBeInstanceOf(FolderUnusable);
    await expect(locked).rejects.toThrow(`${join(folder, name)} cannot hold the data: `);
  }
});
