import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import type { Api } from '../api.ts';
import { createApp } from '../app.ts';

export const KEY = 'key-of-the-tests';

/** The whole API over an empty store of its own, with nobody working behind it; and a browser that has signed in. */
export async function startTestApp(machine: Partial<Api> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-pages-'));
  const table = openSqliteTable(join(folder, 'table.sqlite'));
  const store = openStore(table, await openFolderBucket(join(folder, 'bucket')));
  const app = await createApp({
    store,
    origin: () => 'http://localhost',
    wake: () => {},
    uploadUrl: async (object) => `http://localhost/${object}`,
    maxBodyBytes: 1_000_000,
    addressOf: () => null,
    adminKey: KEY,
    ...machine,
  });
  const signedIn = await app.request(`/sign-in?token=${await store.signInLinks.create()}`);
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  async function close(): Promise<void> {
    await store.close();
    await rm(folder, { recursive: true });
  }
  return { app, table, store, cookie, close };
}
