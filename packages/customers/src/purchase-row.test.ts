import { expect, test } from 'vitest';
import { parsePurchase, purchaseContext } from './purchase-row.ts';

const context = purchaseContext({
  currency: 'CNY',
  now: Date.UTC(2024, 5, 1),
  timeZone: 'Asia/Shanghai',
  testAccounts: ['u-0'],
});
const line = { orderId: 'A1', customerId: 'u1', date: '2024-03-01 08:00', quantity: '3', unitPrice: '9.90', sku: 'S' };
const reason = (fields: Parameters<typeof parsePurchase>[0]) => {
  const parsed = parsePurchase(fields, context);
  return 'reject' in parsed ? parsed.reject : parsed.purchase.kind;
};

test('an order line is quantity times unit price, at the instant that its time zone says', () => {
  expect(parsePurchase(line, context)).toEqual({
    purchase: {
      orderId: 'A1',
      lineId: null,
      customerId: 'u1',
      accountId: null,
      at: Date.UTC(2024, 2, 1, 0),
      localAt: Date.UTC(2024, 2, 1, 8),
      kind: 'sale',
      refundOf: null,
      sku: 'S',
      product: null,
      category: null,
      quantity: 3,
      amount: 297_000,
      isOrderTotal: false,
      worth: null,
      currency: 'CNY',
      channel: null,
      region: null,
    },
  });
});

test('an order is its amount, whatever its pieces cost', () => {
  expect(parsePurchase({ ...line, amount: '¥25.00' }, context)).toMatchObject({ purchase: { amount: 250_000 } });
});

test('without an order id, what a customer buys at one time is one order', () => {
  const { orderId: _, ...rest } = line;
  expect(parsePurchase(rest, context)).toMatchObject({ purchase: { orderId: 'u1 2024-03-01T08:00:00' } });
});

test('refunds are negative whichever way the file says so', () => {
  const refunds = [
    { ...line, quantity: '-3' },
    { ...line, orderId: 'C536379', quantity: '3' },
    { ...line, orderId: 'C536379', quantity: '-3' },
    { ...line, amount: '-29.70' },
  ];
  for (const fields of refunds) {
    expect(parsePurchase({ ...fields, refundOf: 'A0' }, context)).toMatchObject({
      purchase: { kind: 'refund', amount: -297_000, quantity: -3, refundOf: 'A0' },
    });
  }
});

test('what is no purchase says why', () => {
  expect(reason({ ...line, customerId: '' })).toBe('missing_customer');
  expect(reason({ ...line, customerId: 'NULL' })).toBe('missing_customer');
  expect(reason({ ...line, customerId: 'test_01' })).toBe('test_account');
  expect(reason({ ...line, customerId: '测试账号' })).toBe('test_account');
  expect(reason({ ...line, customerId: 'u-0' })).toBe('test_account');
  expect(reason({ ...line, orderId: ' ' })).toBe('missing_order');
  expect(reason({ ...line, date: '' })).toBe('missing_date');
  expect(reason({ ...line, date: '2024-02-31' })).toBe('unreadable_date');
  expect(reason({ ...line, date: '2024-07-01' })).toBe('future_date');
  expect(reason({ ...line, unitPrice: '' })).toBe('missing_amount');
  expect(reason({ ...line, unitPrice: 'free' })).toBe('unreadable_amount');
  expect(reason({ ...line, unitPrice: '1e300' })).toBe('unreadable_amount');
  expect(reason({ ...line, unitPrice: '0' })).toBe('zero_price');
  expect(reason({ ...line, quantity: '0' })).toBe('zero_quantity');
  expect(reason({ ...line, quantity: 'many' })).toBe('unreadable_quantity');
  expect(reason({ ...line, currency: 'money' })).toBe('unreadable_currency');
  expect(reason({ ...line, quantity: '-12', unitPrice: '0', customerId: '' })).toBe('stock_adjustment');
  expect(reason({ ...line, quantity: '1', unitPrice: '-11062.06' })).toBe('money_adjustment');
  expect(reason({ ...line, status: '交易关闭' })).toBe('cancelled_order');
});

test('hours are the shop’s: a time with an offset is turned to its zone, and stays as written where none was said', () => {
  const at = (date: string, timeZone?: string) => {
    const parsed = parsePurchase(
      { ...line, date },
      purchaseContext({ currency: 'CNY', now: Date.UTC(2024, 5, 1), ...(timeZone && { timeZone }) }),
    );
    return 'purchase' in parsed ? [parsed.purchase.at, parsed.purchase.localAt] : parsed;
  };
  const instant = Date.UTC(2024, 2, 1, 20);
  const evening = Date.UTC(2024, 2, 2, 4);
  expect(at('2024-03-01T20:00:00Z', 'Asia/Shanghai')).toEqual([instant, evening]);
  expect(at('2024-03-01T15:00:00-05:00', 'Asia/Shanghai')).toEqual([instant, evening]);
  expect(at('1709323200', 'Asia/Shanghai')).toEqual([instant, evening]);
  expect(at('2024-03-02 04:00', 'Asia/Shanghai')).toEqual([instant, evening]);
  expect(at('2024-03-02T04:00:00+08:00', 'UTC')).toEqual([instant, instant]);
  expect(at('2024-03-02T04:00:00+08:00')).toEqual([instant, evening]);
});

test('an amount may name its currency, a currency column has the last word', () => {
  const currencyOf = (fields: object, yenSign?: 'JPY') => {
    const usual = purchaseContext({ currency: 'USD', now: Date.UTC(2024, 5, 1), ...(yenSign && { yenSign }) });
    const parsed = parsePurchase({ ...line, ...fields }, usual);
    return 'purchase' in parsed ? parsed.purchase.currency : parsed.reject;
  };
  expect(currencyOf({ amount: '￥25.00' })).toBe('CNY');
  expect(currencyOf({ amount: '￥25' }, 'JPY')).toBe('JPY');
  expect(currencyOf({ amount: '￥25.00', currency: 'JPY' })).toBe('JPY');
  expect(currencyOf({ amount: '￥25.00', currency: '人民币' })).toBe('CNY');
  expect(currencyOf({ amount: '25.00' })).toBe('USD');
});

test('orders of Chinese shops that were never paid, or given back before they left, are none', () => {
  for (const status of [
    '交易关闭',
    '等待买家付款',
    '待付款',
    '订单取消',
    '已取消',
    '未发货，退款成功',
    '已发货,退款成功',
  ])
    expect(reason({ ...line, status }), status).toBe('cancelled_order');
  for (const status of ['交易成功', '卖家已发货，等待买家确认', '已收货', '待发货'])
    expect(reason({ ...line, status }), status).toBe('sale');
});

test('a number that a spreadsheet rounded names no order and no customer', () => {
  expect(reason({ ...line, orderId: '1.23457E+17' })).toBe('missing_order');
  expect(reason({ ...line, customerId: '1.38E+10' })).toBe('missing_customer');
});

test('what a spreadsheet did to an id is undone, and a name that begins with test is a name', () => {
  expect(parsePurchase({ ...line, customerId: '17850.0' }, context)).toMatchObject({
    purchase: { customerId: '17850' },
  });
  expect(reason({ ...line, customerId: 'testa.rossi' })).toBe('sale');
});
