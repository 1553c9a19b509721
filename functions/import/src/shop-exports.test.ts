import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import type { Import } from '@soundings/contracts/import';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedImport } from '@soundings/store/queued-import';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test } from 'vitest';
import { runImports } from './run-imports.ts';
import { text, workbook } from './workbook.fixture.ts';

const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'shop-exports-')));

/** Text in GBK, as Chinese spreadsheets and shops write it. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const code = Buffer.from([lead, trail]);
      const character = decoder.decode(code);
      if (character.length === 1 && !codes.has(character)) codes.set(character, code);
    }
  }
  return Buffer.concat([...text].map((character) => codes.get(character) ?? Buffer.from(character, 'latin1')));
}

/** Imports a file of purchases into a store of its own. Gives what became of it and its rows. */
async function imported(file: Buffer, options: Import['options'] = {}) {
  const store = openStore(openSqliteTable(':memory:'), bucket);
  const id = newId('import');
  const object = `uploads/${id}/file`;
  await bucket.put(object, file);
  await store.imports.create(queuedImport({ id, kind: 'purchases', productId: null, object, options }));
  await runImports({ store, openDuckDb: () => openDuckDb(bucket) });
  const duckdb = await openDuckDb(bucket);
  const purchases = (await store.lake.read('purchases')).files.map(({ key }) => key);
  const rows =
    purchases.length === 0
      ? []
      : await duckdb.query(
          "SELECT order_id, customer_id, product, quantity, amount, currency, strftime(local_at, '%H:%M') AS hour FROM p ORDER BY order_id",
          { p: purchases },
        );
  await duckdb.close();
  return { job: await store.imports.get(id), rows };
}

test('an order list of Taobao is read as it is exported: in GBK, its numbers kept from being rounded', async () => {
  const header =
    '订单编号,买家会员名,买家应付货款,总金额,买家实际支付金额,订单状态,收货人姓名,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝总数量,店铺名称';
  const file = gbk(
    [
      header,
      '="3300112233445566778",喆**3,￥128.00,￥138.00,￥128.00,交易成功,张*,\'13800000000,2026-01-05 20:11:02,2026-01-05 20:12:31,玻璃水壶 1.5升,2,镕记旗舰店',
      '="3300112233445566779",小**虎,￥64.00,￥64.00,￥0.00,交易关闭,李*,\'13900000000,2026-01-05 21:00:00,,玻璃水壶 1.5升,1,镕记旗舰店',
    ].join('\r\n'),
  );
  const { job, rows } = await imported(file);
  expect(job).toMatchObject({ status: 'done', accepted: 1, rejected: 1, quality: { net: [{ currency: 'CNY' }] } });
  expect(rows).toMatchObject([
    {
      order_id: '3300112233445566778',
      customer_id: '喆**3',
      product: '玻璃水壶 1.5升',
      quantity: 2,
      currency: 'CNY',
      hour: '20:12',
    },
  ]);
  expect(Number(rows[0]?.amount)).toBe(128);
});

test('units behind the headers name the currency, and a zone that is said turns hours to it', async () => {
  const file = Buffer.from(
    '订单号,手机,用户实付金额(元),商品数量(件),支付时间\nA1,138****0000,12.5,1,2026-01-05T23:30:00Z\nA2,139****0000,9,2,2026-01-05 08:00\n',
  );
  const { job, rows } = await imported(file, { timeZone: 'Asia/Shanghai' });
  expect(job).toMatchObject({ status: 'done', accepted: 2 });
  expect(rows).toMatchObject([
    { order_id: 'A1', currency: 'CNY', hour: '07:30' },
    { order_id: 'A2', currency: 'CNY', hour: '08:00' },
  ]);
});

test('¥ is the yen where the team says so', async () => {
  const file = Buffer.from('order id,customer id,date,amount\nA1,c1,2026-01-05,"¥1,280"\n');
  expect((await imported(file)).rows).toMatchObject([{ currency: 'CNY' }]);
  expect((await imported(file, { currency: 'JPY' })).rows).toMatchObject([{ currency: 'JPY' }]);
  expect((await imported(file, { currency: 'USD' })).rows).toMatchObject([{ currency: 'CNY' }]);
});

const JD_HEADER = [
  '订单号',
  '商品ID',
  '商品名称',
  '订购数量',
  '下单时间',
  '京东价',
  '应付金额',
  '订单状态',
  '下单帐号',
];
/** An order of three articles, one of two, one of one, and what was given back of the second. */
const JD_LINES = [
  ['290011', '1001', '水壶', '1', '2026-01-05 20:11:02', '199.00', '251.70', '完成', 'jd_a'],
  ['290011', '1002', '茶杯', '2', '2026-01-05 20:11:02', '19.90', '251.70', '完成', 'jd_a'],
  ['290011', '1003', '滤网', '1', '2026-01-05 20:11:02', '15.00', '251.70', '完成', 'jd_a'],
  ['290012', '1001', '水壶', '1', '2026-01-06 09:00:00', '199.00', '218.90', '完成', 'jd_b'],
  ['290012', '1002', '茶杯', '1', '2026-01-06 09:00:00', '19.90', '218.90', '完成', 'jd_b'],
  ['290013', '1003', '滤网', '1', '2026-01-07 09:00:00', '15.00', '15.00', '完成', 'jd_c'],
  ['290012', '1001', '水壶', '-1', '2026-01-09 09:00:00', '199.00', '-218.90', '完成', 'jd_b'],
  ['290012', '1002', '茶杯', '-1', '2026-01-09 09:00:00', '19.90', '-218.90', '完成', 'jd_b'],
];
const csvOf = (rows: readonly string[][]) => Buffer.from(`${rows.map((cells) => cells.join(',')).join('\n')}\n`);
const sheetOf = (rows: readonly string[][]) =>
  workbook(
    rows
      .map(
        (cells, i) =>
          `<row r="${i + 1}">${cells.map((cell, j) => text(`${'ABCDEFGHI'[j]}${i + 1}`, cell)).join('')}</row>`,
      )
      .join(''),
  );

test.each([
  ['CSV', csvOf],
  ['a workbook', sheetOf],
])('an order list of JD as %s, which repeats an order’s total on its lines, counts it once', async (_, fileOf) => {
  const { job, rows } = await imported(fileOf([JD_HEADER, ...JD_LINES]), { currency: 'CNY' });
  expect(job).toMatchObject({
    status: 'done',
    accepted: 8,
    problems: [],
    quality: {
      orders: 3,
      refunds: 2,
      net: [{ currency: 'CNY', amount: '266.7000' }],
      reading: { amounts: { amountOf: 'order', because: 'header', orders: 3, alike: 3 } },
    },
  });
  const ofFirst = rows.filter(({ order_id }) => order_id === '290011');
  expect(Object.fromEntries(ofFirst.map(({ product, amount }) => [product, Number(amount)]))).toEqual({
    水壶: 197.35,
    茶杯: 39.47,
    滤网: 14.88,
  });
  // Whoever knows better says so.
  const lines = await imported(fileOf([JD_HEADER, ...JD_LINES]), { currency: 'CNY', amountOf: 'line' });
  expect(lines.job?.quality).toMatchObject({
    net: [{ amount: '770.1000' }],
    reading: { amounts: { amountOf: 'line', because: 'said' } },
  });
});
