import { expect, test } from 'vitest';
import * as z from 'zod';
import { currentDocument } from './current-document.ts';
import { startTestApp } from './pages/test-app.ts';

const Names = z.array(z.object({ name: z.string() }));

async function published(names: string[]) {
  const { store } = await startTestApp();
  const write = (all: string[]) =>
    store.reports.write(
      'bld_1',
      'names',
      Names,
      all.map((name) => ({ name })),
    );
  await write(names);
  await store.reports.publish({ id: 'bld_1', createdAt: '2026-01-01T00:00:00.000Z' });
  return { read: async () => (await currentDocument(store, 'names', Names)).document, write };
}

test('a document is read once for all who are shown it, and nobody can change it for the others', async () => {
  const { read } = await published(['Ada']);
  const document = await read();
  expect(document).toEqual([{ name: 'Ada' }]);
  expect(await read()).toBe(document);
  expect(() => document?.push({ name: 'Eve' })).toThrow(TypeError);
});

test('a document that an erasure changes is shown as it now is', async () => {
  const { read, write } = await published(['Ada', 'Bob']);
  expect(await read()).toHaveLength(2);
  await write(['Bob']);
  expect(await read()).toEqual([{ name: 'Bob' }]);
});

test('each store has its own', async () => {
  const [one, other] = [await published(['Ada']), await published(['Bob'])];
  expect(await one.read()).toEqual([{ name: 'Ada' }]);
  expect(await other.read()).toEqual([{ name: 'Bob' }]);
});
