import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '@soundings/contracts/ids';
import type { Import } from '@soundings/contracts/import';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedImport } from '@soundings/store/queued-import';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test, vi } from 'vitest';
import { runImports } from './run-imports.ts';

const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'preview-')));
const store = openStore(openSqliteTable(':memory:'), bucket);
const openedOnce = bucket.read.bind(bucket);
const openDuckDb = () => Promise.reject(new Error('nothing is taken in'));

async function previewOf(text: string, change: Partial<Import> = {}) {
  const id = newId('import');
  const product = await store.products.create({ name: 'Pan', role: 'ours' });
  await bucket.put(`uploads/${id}/file`, text);
  await store.imports.create(
    queuedImport({
      id,
      kind: 'reviews',
      productId: product.id,
      object: `uploads/${id}/file`,
      size: text.length,
      unconfirmed: true,
      ...change,
    }),
  );
  await runImports({ store, openDuckDb });
  return { id, job: await store.imports.get(id) };
}

test('a file that waits to be confirmed shows its columns in Chinese or English, and nothing of it is taken in', async () => {
  const { id, job } = await previewOf('评论内容,备注,评分\n盖子漏水,甲,1\n很好,乙,5\n');
  expect(job).toMatchObject({ status: 'queued', accepted: 0 });
  expect(job?.preview?.columns).toEqual([
    { name: '评论内容', field: 'text', samples: ['盖子漏水', '很好'] },
    { name: '备注', field: null, samples: ['甲', '乙'] },
    { name: '评分', field: 'rating', samples: ['1', '5'] },
  ]);
  // Nobody works on it until it is confirmed.
  expect(await runImports({ store, openDuckDb })).toBe(0);
  await store.imports.start(id, {
    unconfirmed: false,
    preview: undefined,
    mapping: { title: '备注' },
    options: { leaveOut: ['rating'] },
  });
  await runImports({ store, openDuckDb });
  const done = await store.imports.get(id);
  expect(done).toMatchObject({ status: 'done', accepted: 2 });
  expect(done).not.toHaveProperty('preview');
  const { items } = await store.feedback.list(done?.productId ?? '', { limit: 5 });
  expect(items.map(({ rating }) => rating)).toEqual([null, null]);
  expect(items.map(({ text }) => text).join()).toContain('甲');
});

test('columns without a name, and JSON lines whose keys differ, have previews too', async () => {
  const csv = await previewOf('text,,text\na,b,c\n');
  expect(csv.job?.preview?.columns.map(({ name, field }) => [name, field])).toEqual([
    ['text', 'text'],
    ['#2', null],
    ['#3', null],
  ]);
  const lines = await previewOf('{"text":"a"}\n{"text":"b","stars":4}\n');
  expect(lines.job?.preview?.columns).toEqual([
    { name: 'text', field: 'text', samples: ['a', 'b'] },
    { name: 'stars', field: 'rating', samples: ['', '4'] },
  ]);
});

test('the preview of purchases says what their amounts seem to be of, as far as the first rows go', async () => {
  const order = (id: number, amounts: readonly number[]) =>
    amounts.map((amount, i) => `${id},u,2026-01-05,article ${i},${amount}\n`).join('');
  const header = 'order id,customer,date,product,paid amount\n';
  // The orders of several lines stand behind the rows that are shown.
  const single = Array.from({ length: 1500 }, (_, i) => order(i, [9])).join('');
  const repeated = [7, 12, 30].map((total, i) => order(2000 + i, [total, total])).join('');
  const { job } = await previewOf(header + single + repeated, { kind: 'purchases' });
  expect(job?.preview?.amounts).toEqual({ amountOf: 'order', because: 'repeat', orders: 3, alike: 3 });
  expect(job?.preview?.columns[0]?.samples).toHaveLength(5);
  const own = await previewOf(header + order(1, [3, 4]), { kind: 'purchases' });
  expect(own.job?.preview?.amounts).toMatchObject({ amountOf: 'line', because: 'differ' });
  const unknown = await previewOf('A,customer,date,B\n1,u,2026-01-05,3\n', { kind: 'purchases' });
  expect(unknown.job?.preview).not.toHaveProperty('amounts');
});

test('a file of which only the beginning is read is closed', async () => {
  const opened: Readable[] = [];
  const read = vi.spyOn(bucket, 'read').mockImplementation(async (object) => {
    const file = await openedOnce(object);
    opened.push(file);
    return file;
  });
  const long = `text\n${'good\n'.repeat(100_000)}`;
  await previewOf(long);
  await previewOf(long.replace('text', 'column'), { unconfirmed: false });
  read.mockRestore();
  await vi.waitFor(() => expect(opened.map(({ closed }) => closed)).toEqual([true, true]));
});

test('a file that cannot be read says so instead', async () => {
  expect((await previewOf('')).job).toMatchObject({ status: 'failed', failure: expect.stringContaining('empty') });
});
