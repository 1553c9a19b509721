import { expect, test } from 'vitest';
import { readAmounts } from './amounts-reading.ts';

type Row = readonly [orderId: string, amount: string, product?: string, quantity?: string, unitPrice?: string];
const read = (rows: readonly Row[], header = '实付金额') =>
  readAmounts(
    rows.map(([orderId, amount, product = '', quantity = '', unitPrice = '']) => ({
      customerId: 'u',
      orderId,
      amount,
      product,
      quantity,
      unitPrice,
    })),
    { header, decimalMark: '.' },
  );
/** Orders of two lines each, with an amount for either. */
const orders = (amounts: readonly (readonly [string, string])[], rest: readonly (readonly string[])[]): Row[] =>
  amounts.flatMap((each, i) => each.map((amount, j): Row => [`o${i}`, amount, ...(rest[j] ?? [])] as unknown as Row));

const SAME = [
  ['30', '30'],
  ['45', '45'],
  ['12', '12'],
] as const;

test('different articles of one amount, order after order, are an order’s total', () => {
  expect(read(orders(SAME, [['kettle'], ['cup']]))).toEqual({
    amountOf: 'order',
    because: 'repeat',
    orders: 3,
    alike: 3,
  });
});

test('so are amounts that prices contradict, even where articles are not named', () => {
  const rows = orders(SAME, [
    ['', '1', '10'],
    ['', '2', '7'],
  ]);
  expect(read(rows)).toMatchObject({ amountOf: 'order', because: 'repeat' });
});

test('a header that says so is enough, unless rows speak against it', () => {
  for (const header of ['订单金额(元)', '应付金额', '主订单实付金额', 'Order Total', 'order_amount', '订单应付金额'])
    expect(read([['1', '30']], header)).toMatchObject({ amountOf: 'order', because: 'header' });
  for (const header of ['实付金额', '买家实际支付金额', 'total', 'amount', '订单号', '商品金额'])
    expect(read([['1', '30']], header)).toMatchObject({ amountOf: 'line', because: 'single' });
  const differing = orders([['30', '20']], [['kettle'], ['cup']]);
  expect(read(differing, '订单金额')).toEqual({ amountOf: 'line', because: 'differ', orders: 1, alike: 0 });
});

test('what is quantity × price is the line’s own, though lines cost the same', () => {
  const rows = orders(SAME, [
    ['kettle', '1', '30'],
    ['cup', '1', '30'],
  ]).map(([order, amount, product = '', quantity = '']): Row => [order, amount, product, quantity, amount]);
  expect(read(rows, '订单金额')).toMatchObject({ amountOf: 'line', because: 'fits', orders: 3 });
});

test('a few orders, one price for everything and lines exported twice prove nothing', () => {
  const kinds = [['kettle'], ['cup']];
  expect(read(orders(SAME.slice(0, 2), kinds))).toMatchObject({ amountOf: 'line', because: 'few', orders: 2 });
  const one = Array.from({ length: 9 }, () => ['10', '10'] as const);
  expect(read(orders(one, kinds))).toMatchObject({ amountOf: 'line', because: 'few', orders: 9 });
  expect(read(orders(SAME, [['kettle'], ['kettle']]))).toMatchObject({ because: 'single', orders: 0 });
});

test('one odd order in a long list does not settle what all others say', () => {
  const many = Array.from({ length: 30 }, (_, i) => [`${i + 1}`, `${i + 1}`] as const);
  const rows = orders([...many, ['5', '6']], [['kettle'], ['cup']]);
  expect(read(rows)).toEqual({ amountOf: 'order', because: 'repeat', orders: 31, alike: 30 });
});

test('what is said goes before what the rows show', () => {
  const rows = orders(SAME, [['kettle'], ['cup']]).map(([orderId, amount, product = '']) => ({
    orderId,
    amount,
    product,
  }));
  expect(readAmounts(rows, { header: '订单金额', decimalMark: '.', said: 'line' })).toMatchObject({
    amountOf: 'line',
    because: 'said',
  });
});
