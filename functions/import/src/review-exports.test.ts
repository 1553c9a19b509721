import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import type { ImportOptions } from '@soundings/contracts/import';
import type { Product } from '@soundings/contracts/product';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedImport } from '@soundings/store/queued-import';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test } from 'vitest';
import { runImports } from './run-imports.ts';
import { text, workbook } from './workbook.fixture.ts';

const store = openStore(openSqliteTable(':memory:'), await openFolderBucket(await mkdtemp(join(tmpdir(), 'exports-'))));

/** Imports a file of reviews and gives what became of it, with what it brought in the order of its lines. */
async function bring(file: Buffer | string, options: ImportOptions = {}, earlier?: Product) {
  const product = earlier ?? (await store.products.create({ name: 'Kettle', role: 'competitor' }));
  const id = newId('import');
  await store.bucket.put(`uploads/${id}/file`, file);
  await store.imports.create(
    queuedImport({
      id,
      kind: 'reviews',
      productId: product.id,
      object: `uploads/${id}/file`,
      size: file.length,
      options,
      createdAt: '2026-03-05T00:00:00.000Z',
    }),
  );
  await runImports({ store, openDuckDb: () => Promise.reject(new Error('not for reviews')) });
  const { items } = await store.feedback.list(product.id, { limit: 100 });
  const lineOf = ({ origin }: (typeof items)[number]) => (origin.kind === 'review' ? (origin.line ?? 0) : 0);
  return { product, job: await store.imports.get(id), reviews: items.sort((a, b) => lineOf(a) - lineOf(b)) };
}

/** Texts in GB18030, as far as two bytes reach. */
function gb18030(written: string): Buffer {
  const codes = new Map<string, [number, number]>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from([...written].flatMap((sign) => codes.get(sign) ?? [sign.charCodeAt(0)]));
}

const HEADER = ['用户昵称', '评分', '日期', 'SKU', '评论内容', '追加评论', '商家回复', '平台'];
const LINE = ['小*明', '1', '2026-03-01', '白色 1.7L', '三天就坏了', '换了一个还是坏', '亲，非常抱歉', '淘宝'];
const taken = {
  text: '三天就坏了\n换了一个还是坏',
  rating: 1,
  occurredAt: '2026-03-01T00:00:00.000Z',
  productVersion: '白色 1.7L',
  channel: '淘宝',
  author: expect.stringMatching(/^[\w-]{22}$/),
};

test.each([
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${HEADER.join(',')}\r\n${LINE.join(',')}\r\n`)],
  ['GB18030', gb18030(`${HEADER.join(',')}\r\n${LINE.join(',')}\r\n`)],
  [
    'a workbook',
    workbook(
      [HEADER, LINE]
        .map((cells, row) => {
          const cellOf = (cell: string, i: number) => text(`${'ABCDEFGH'[i]}${row + 1}`, cell);
          return `<row r="${row + 1}">${cells.map(cellOf).join('')}</row>`;
        })
        .join(''),
    ),
  ],
])('a Chinese marketplace’s export as %s', async (_, file) => {
  const { job, reviews } = await bring(file);
  expect(job).toMatchObject({ status: 'done', read: 1, accepted: 1, problems: [] });
  expect(reviews).toMatchObject([taken]);
});

test('a workbook with English headers, dates and numbers as cells of their kind', async () => {
  const header = ['Review ID', 'Star', 'Review Date', 'Review Text', 'Reviewer Name'];
  const rows = [
    `<row r="1">${header.map((name, i) => text(`${'ABCDE'[i]}1`, name)).join('')}</row>`,
    `<row r="2"><c r="A2"><v>9007199254740993</v></c><c r="B2"><v>4</v></c><c r="C2" s="1"><v>46082</v></c>${text('D2', 'Boils fast.')}${text('E2', 'Ann')}</row>`,
  ];
  const { reviews } = await bring(workbook(rows.join('')));
  expect(reviews).toMatchObject([
    {
      text: 'Boils fast.',
      rating: 4,
      occurredAt: '2026-03-01T00:00:00.000Z',
      origin: { externalId: '9007199254740993' },
    },
  ]);
});

test('a marketplace’s answers of its own interface, a line each', async () => {
  const line = JSON.stringify({
    id: 17,
    content: '物流太慢',
    creationTime: '2026-02-28 21:05:00',
    score: 2,
    nickname: 'j***e',
    productColor: '银色',
  });
  const { reviews } = await bring(`${line}\n`);
  expect(reviews).toMatchObject([
    { text: '物流太慢', rating: 2, occurredAt: '2026-02-28T21:05:00.000Z', productVersion: '银色' },
  ]);
});

const CLOCKS = [
  'date,text',
  '2026-03-01 07:30,early on the first of March',
  '2026-02-28T22:00:00Z,on the first too',
  '2026-03-01,on a day without a clock',
  'Mar 1 2026,a month by its name',
  '',
].join('\n');
const times = (reviews: readonly { occurredAt: string | null; localAt?: string | null | undefined }[]) =>
  reviews.map(({ occurredAt, localAt }) => [occurredAt?.slice(0, 16), localAt?.slice(0, 16)]);

test('times of reviews are on the clock that is said, and a day without a clock is that day anywhere', async () => {
  const { reviews } = await bring(CLOCKS, { timeZone: 'Asia/Shanghai' });
  expect(times(reviews)).toEqual([
    ['2026-02-28T23:30', '2026-03-01T07:30'],
    ['2026-02-28T22:00', '2026-03-01T06:00'],
    ['2026-03-01T00:00', '2026-03-01T00:00'],
    ['2026-03-01T00:00', '2026-03-01T00:00'],
  ]);
  const west = await bring(CLOCKS, { timeZone: 'America/Los_Angeles' });
  expect(times(west.reviews).slice(0, 3)).toEqual([
    ['2026-03-01T15:30', '2026-03-01T07:30'],
    ['2026-02-28T22:00', '2026-02-28T14:00'],
    ['2026-03-01T00:00', '2026-03-01T00:00'],
  ]);
});

test('reviews that were imported before their zone was asked stay as they were when their file is sent with one', async () => {
  const { product, reviews } = await bring(CLOCKS);
  expect(times(reviews)[0]).toEqual(['2026-03-01T07:30', '2026-03-01T07:30']);
  const again = await bring(CLOCKS, { timeZone: 'Asia/Shanghai' }, product);
  expect(again.job).toMatchObject({ accepted: 0, duplicates: 4 });
  expect(times(again.reviews)).toEqual(times(reviews));
});
